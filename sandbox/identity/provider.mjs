/* oidc-provider set up as an organisation would have its own: PKCE, no consent among its own programs, logout told to all. */
import { Provider } from "oidc-provider";

import { claimsOf } from "./directory.mjs";
import { administration } from "./administration.mjs";
import { frame } from "./frame.mjs";
import { failurePage, signedOutPage, signOutPage } from "./pages.mjs";
import { PASSWORD, signIn } from "./sign_in.mjs";

const HOUR = 3600;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const CLIENT = { grant_types: ["authorization_code"], response_types: ["code"], backchannel_logout_session_required: true };

export function makeProvider(issuer, { directory, store, keys }) {
    const provider = new Provider(issuer, {
        adapter: (model) => store.adapter(model),
        clients: directory.clients.map((client) => ({ ...CLIENT, ...client })),
        jwks: keys.jwks,
        cookies: {
            keys: keys.cookies,
            // Cookies know no ports: the portal's stand under the same host name.
            names: { session: "identity_session", interaction: "identity_interaction", resume: "identity_resume" },
        },
        pkce: { required: () => true },
        responseTypes: ["code"],
        acrValues: [PASSWORD],
        scopes: ["openid", "email", "profile", "groups"],
        claims: {
            openid: ["sub", "sid", "acr", "amr", "auth_time"],
            email: ["email", "email_verified"],
            profile: ["name", "given_name", "family_name", "preferred_username", "department", "title"],
            groups: ["groups"],
        },
        // Entra ID, Okta and Keycloak put them into the ID token, too, when told to.
        conformIdTokenClaims: false,
        clientBasedCORS: () => false,
        findAccount: (_ctx, subject) => account(directory.person(subject)),
        loadExistingGrant: (ctx) => grantOf(provider, ctx),
        interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
        renderError: (ctx, out) => failurePage(ctx, directory, out),
        // oidc-provider refuses to call this machine itself; here the programs are on it, and nothing else is called.
        fetch: (url, { dispatcher, ...rest }) => fetchHere(url, rest),
        features: {
            devInteractions: { enabled: false },
            claimsParameter: { enabled: true },
            backchannelLogout: { enabled: true },
            rpInitiatedLogout: {
                enabled: true,
                logoutSource: (ctx, form) => signOutPage(ctx, directory, form),
                postLogoutSuccessSource: (ctx) => signedOutPage(ctx, directory),
            },
        },
        ttl: {
            AccessToken: HOUR,
            AuthorizationCode: 60,
            Grant: 12 * HOUR,
            IdToken: HOUR,
            Interaction: HOUR,
            Session: 12 * HOUR,
        },
    });
    provider.use(frame(directory));
    provider.use(signIn(provider, directory));
    provider.use(administration(provider, directory, store));
    tell(provider);
    return provider;
}

function account(person) {
    return person && { accountId: person.sub, claims: async () => claimsOf(person) };
}

/* Grant the organisation's own programs what they ask for: nobody is asked whether their employer may know their name. */
async function grantOf(provider, ctx) {
    const { client, session, params } = ctx.oidc;
    const known = session.grantIdFor(client.clientId);
    const grant = (known && (await provider.Grant.find(known))) || new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope(params.scope);
    if (ctx.oidc.requestParamClaims.size) grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
    await grant.save();
    return grant;
}

async function fetchHere(url, options) {
    if (!LOOPBACK.has(new URL(url).hostname)) throw new Error(`${url} is not on this machine`);
    return fetch(url, options);
}

/* Say in a line each what somebody who looks for a fault wants to know. */
function tell(provider) {
    provider.on("backchannel.success", (_ctx, client, subject) => console.log(`Told ${client.clientName} that ${subject} signed out.`));
    provider.on("backchannel.error", (_ctx, error, client, subject) => console.error(`${client.clientName} was not told that ${subject} signed out: ${error.message}`));
    provider.on("end_session.success", () => console.log("Signed out."));
    provider.on("server_error", (_ctx, error) => console.error(error.stack));
    for (const name of ["authorization.error", "grant.error", "userinfo.error", "end_session.error"]) {
        provider.on(name, (ctx, error) => {
            // Not signed in when asked without a page (prompt=none) is an answer, not a fault.
            if (error.error === "login_required") return;
            const client = ctx.oidc?.client?.clientName ?? ctx.oidc?.params?.client_id ?? "somebody";
            console.error(`${name.replace(".error", "")} refused to ${client}: ${error.error} (${error.error_detail ?? error.error_description ?? ""})`);
        });
    }
}

