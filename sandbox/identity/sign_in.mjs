/* Signing in: an address and a password, or on the sample one of its people by a click. */
import { formOf } from "./frame.mjs";
import { expiredPage, signInPage } from "./pages.mjs";

// The only way in here; what a program may ask for by acr_values.
export const PASSWORD = "urn:sandbox:password";
const PLACE = /^\/interaction\/[\w-]+$/;

export function signIn(provider, directory) {
    return async (ctx, next) => {
        if (!PLACE.test(ctx.path) || !["GET", "POST"].includes(ctx.method)) return next();
        ctx.set("Cache-Control", "no-store");
        const asked = await interactionOf(provider, ctx);
        if (!asked) return expiredPage(ctx, directory);
        const client = await provider.Client.find(asked.params.client_id);
        const page = {
            client,
            // Whoever is asked to prove once more who they are finds themselves on the page.
            known: directory.person(asked.session?.accountId),
            email: asked.params.login_hint ?? "",
            languages: asked.params.ui_locales,
        };
        if (ctx.method === "GET") return signInPage(ctx, directory, page);
        const { email = "", password = "" } = await formOf(ctx);
        const person = directory.proved(email, password);
        if (!person) {
            console.error(`Wrong password for ${printable(email)}, who wanted to sign in to ${client.clientName}.`);
            return signInPage(ctx, directory, { ...page, email, wrong: true });
        }
        const login = { accountId: person.sub, acr: PASSWORD, amr: ["pwd"] };
        ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login }));
        ctx.status = 303;
        console.log(`${person.name} signed in to ${client.clientName}.`);
    };
}

/* Return what was asked, or undefined when it is over, was never so, or is another browser's. */
async function interactionOf(provider, ctx) {
    try {
        return await provider.interactionDetails(ctx.req, ctx.res);
    } catch (error) {
        if (error.name !== "SessionNotFound") throw error;
        return undefined;
    }
}

/* One line of a log stays one line. */
function printable(text) {
    return JSON.stringify(text.slice(0, 100));
}
