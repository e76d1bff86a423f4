/* What every answer has: the content policy, the style sheet, and whether the provider is well. */
import { readFileSync } from "node:fs";

const here = (name) => readFileSync(new URL(name, import.meta.url));
const FONT = "../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const FILES = {
    "/style.css": ["text/css", here("style.css")],
    "/leave.js": ["text/javascript", here("leave.js")],
    "/inter.woff2": ["font/woff2", here(FONT)],
};

export function frame(directory) {
    const addresses = directory.clients.flatMap((client) => [...client.redirect_uris, ...(client.post_logout_redirect_uris ?? [])]);
    // A form may lead on to the programs: browsers check where its answer redirects to, too. They know no [::1] there.
    const programs = new Set(addresses.map((uri) => new URL(uri).origin).filter((origin) => !origin.includes("[")));
    const policy = [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        `form-action 'self' ${[...programs].join(" ")}`,
    ].join(";");
    return async (ctx, next) => {
        ctx.set("Content-Security-Policy", policy);
        ctx.set("Referrer-Policy", "same-origin");
        ctx.set("X-Content-Type-Options", "nosniff");
        if (ctx.path === "/health") {
            ctx.body = { status: "ready" };
        } else if (ctx.method === "GET" && Object.hasOwn(FILES, ctx.path)) {
            const [type, body] = FILES[ctx.path];
            ctx.set("Cache-Control", "max-age=300");
            ctx.type = type;
            ctx.body = body;
        } else {
            await next();
        }
    };
}

/* The fields of a form; more than any of our forms holds is refused. */
export async function formOf(ctx) {
    let text = "";
    for await (const chunk of ctx.req.setEncoding("utf8")) {
        text += chunk;
        if (text.length > 10_000) ctx.throw(413);
    }
    return Object.fromEntries(new URLSearchParams(text));
}
