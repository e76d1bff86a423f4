/* What an administrator of the directory sees: who is signed in to what; and how everybody's sign-in is ended. */
import { formOf } from "./frame.mjs";
import { peoplePage } from "./pages.mjs";

export function administration(provider, directory, store) {
    return async (ctx, next) => {
        if (ctx.path === "/" && ctx.method === "GET") return peoplePage(ctx, directory, signedIn(store));
        if (ctx.path !== "/end" || ctx.method !== "POST") return next();
        // A page of another origin must not sign people out here.
        if (ctx.get("origin") && ctx.get("origin") !== provider.issuer) ctx.throw(403);
        const { person = "" } = await formOf(ctx);
        await endSessions(provider, store, person);
        ctx.redirect("/");
        ctx.status = 303;
    };
}

/* How many sessions each person has. */
function signedIn(store) {
    const count = new Map();
    for (const [, { accountId }] of store.all("Session")) if (accountId) count.set(accountId, (count.get(accountId) ?? 0) + 1);
    return count;
}

/* End all sessions of a person and tell each program they signed in to (OpenID Connect Back-Channel Logout 1.0 §2.3). */
async function endSessions(provider, store, subject) {
    for (const [, { accountId, jti }] of store.all("Session")) {
        if (accountId !== subject) continue;
        const session = await provider.Session.find(jti);
        for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
            const client = await provider.Client.find(clientId);
            if (client?.backchannelLogoutUri) await tellOf(client, subject, sid);
        }
        await session.destroy();
    }
    console.log(`Sessions of ${subject} were ended by an administrator.`);
}

async function tellOf(client, subject, sid) {
    try {
        await client.backchannelLogout(subject, sid);
        console.log(`Told ${client.clientName} that ${subject} is signed out.`);
    } catch (error) {
        console.error(`${client.clientName} was not told that ${subject} is signed out: ${error.message}`);
    }
}
