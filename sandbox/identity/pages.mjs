/* The pages: plain HTML that needs no script. */
import { wordsFor } from "./words.mjs";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const MARK = '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M9 23V9m14 14V9M9 16h14"/></svg>';
const FIRST = 9;

class Markup {
    constructor(text) {
        this.text = text;
    }
}

/* A template whose values are made safe unless they are markup of ours. */
function html(strings, ...values) {
    const safe = (value) => {
        if (Array.isArray(value)) return value.map(safe).join("");
        return value instanceof Markup ? value.text : String(value ?? "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
    };
    return new Markup(String.raw({ raw: strings }, ...values.map(safe)));
}

function answer(ctx, directory, words, { title, body, status = 200, wide = false, script = "" }) {
    ctx.status = status;
    ctx.type = "html";
    ctx.body = html`<!DOCTYPE html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${directory.organisation}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header>${new Markup(MARK)}<strong>${directory.organisation}</strong><span>${words.directory}</span></header>
<main class="${wide ? "wide" : ""}">${body}</main>
${script ? html`<script src="${script}"></script>` : ""}
</body>
</html>`.text;
}

export function signInPage(ctx, directory, { client, known, email, languages, wrong = false }) {
    const words = wordsFor(ctx, languages);
    const program = client.clientName;
    const offered = directory.offered.filter((person) => person !== known);
    const entered = email || (known?.email ?? "");
    const body = html`
<section class="card">
<h1>${known ? words.confirm : words.signIn}</h1>
<p class="soft">${known ? words.confirmFor(program) : words.goOn(program)}</p>
${wrong ? html`<p class="wrong" role="alert">${words.wrong}</p>` : ""}
<form method="post">
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" value="${entered}" autocomplete="username" required ${entered ? "" : "autofocus"}>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" value="${known ? directory.offeredPassword : ""}" autocomplete="current-password" required ${entered ? "autofocus" : ""}>
<button class="primary">${known ? words.confirmYes : words.signIn}</button>
</form>
</section>
${offered.length ? offer(words, directory, offered, Boolean(known)) : ""}`;
    answer(ctx, directory, words, { title: words.signIn, body, wide: offered.length > 0, status: wrong ? 422 : 200 });
}

function offer(words, directory, offered, folded) {
    const first = folded ? [] : offered.slice(0, FIRST);
    const others = offered.slice(first.length);
    const row = (person) => html`<li><button name="email" value="${person.email}">
<span class="initials" aria-hidden="true">${initials(person.name)}</span>
<span><b>${person.name}</b><small>${[person.title, person.department].filter(Boolean).join(" · ")}</small></span></button></li>`;
    return html`
<section class="people">
${folded ? "" : html`<h2>${words.offered}</h2><p class="soft">${words.offeredNote(directory.offeredPassword)}</p>`}
<form method="post">
<input type="hidden" name="password" value="${directory.offeredPassword}">
${first.length ? html`<ul>${first.map(row)}</ul>` : ""}
<details><summary>${folded ? words.somebodyElse : words.everybody(others.length)}</summary><ul>${others.map(row)}</ul></details>
</form>
</section>`;
}

function initials(name) {
    const parts = name.split(" ");
    return `${parts[0][0]}${parts.length > 1 ? parts.at(-1)[0] : ""}`;
}

export function signOutPage(ctx, directory, form) {
    const words = wordsFor(ctx, ctx.oidc.params.ui_locales);
    // Asked by a program of ours with its token: the person pressed "sign out" there a moment ago.
    const leaving = Boolean(ctx.oidc.entities.IdTokenHint);
    const stay = html`<button form="op.logoutForm">${words.signOutNo}</button>`;
    const body = html`
<section class="card">
<h1>${leaving ? words.leaving : words.signOut}</h1>
<p class="soft">${words.signOutNote(directory.organisation)}</p>
${new Markup(form)}
<div class="buttons"><button class="primary" form="op.logoutForm" name="logout" value="yes">${words.signOutYes}</button>${leaving ? "" : stay}</div>
</section>`;
    answer(ctx, directory, words, { title: words.signOut, body, script: leaving ? "/leave.js" : "" });
}

export function signedOutPage(ctx, directory) {
    const words = wordsFor(ctx);
    const body = html`<section class="card"><h1>${words.signedOut}</h1><p class="soft">${words.signedOutNote}</p></section>`;
    answer(ctx, directory, words, { title: words.signedOut, body });
}

export function expiredPage(ctx, directory) {
    const words = wordsFor(ctx);
    const links = directory.clients.map((client) => html`<a class="primary" href="${client.client_uri}">${words.backTo(client.client_name)}</a>`);
    const body = html`<section class="card"><h1>${words.expired}</h1><p class="soft">${words.expiredNote}</p>${links}</section>`;
    answer(ctx, directory, words, { title: words.expired, body, status: 400 });
}

export function failurePage(ctx, directory, out) {
    const words = wordsFor(ctx);
    const facts = Object.entries(out).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
    const body = html`<section class="card"><h1>${words.failed}</h1><p class="soft">${words.failedNote}</p><dl>${facts}</dl></section>`;
    answer(ctx, directory, words, { title: words.failed, body, status: ctx.status });
}

export function peoplePage(ctx, directory, signedIn) {
    const words = wordsFor(ctx);
    const end = (person) => html`<button name="person" value="${person.sub}" aria-label="${words.endOf(person.name)}">${words.end}</button>`;
    const row = (person) => html`<li><div><b>${person.name}</b><small>${person.email}</small><small>${person.groups.join(", ") || words.none}</small></div>
${signedIn.has(person.sub) ? html`<span class="here">${words.signIns(signedIn.get(person.sub))}</span>${end(person)}` : ""}</li>`;
    const here = directory.people.filter((person) => signedIn.has(person.sub));
    const others = directory.people.filter((person) => !signedIn.has(person.sub));
    const body = html`<section class="card directory"><h1>${words.people}</h1><p class="soft">${words.peopleNote}</p>
<form method="post" action="/end">${here.length ? html`<ul>${here.map(row)}</ul>` : html`<p class="soft">${words.nobody}</p>`}</form>
<h2>${words.others}</h2><ul class="columns">${others.map(row)}</ul></section>`;
    answer(ctx, directory, words, { title: words.people, body, wide: true });
}
