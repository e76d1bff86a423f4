/* Who is who: people, their groups and passwords, and the programs they may sign in to, read from one JSON file. */
import { scryptSync, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

// Spent on names nobody has, too, so that the time an answer takes tells nothing.
const NOBODY = "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

export class Directory {
    #path;
    #read = "";
    #content = {};

    constructor(path) {
        this.#path = path;
        this.content;
    }

    /* What the file says now: a change counts from the next question on, without a restart. */
    get content() {
        const { mtimeMs, size, ino } = statSync(this.#path);
        const seen = `${mtimeMs}-${size}-${ino}`;
        if (seen !== this.#read) {
            this.#content = JSON.parse(readFileSync(this.#path, "utf8"));
            this.#read = seen;
        }
        return this.#content;
    }

    get organisation() {
        return this.content.organisation;
    }

    get clients() {
        return this.content.clients;
    }

    /* The password that the sign-in page fills in, on the sample only. */
    get offeredPassword() {
        return this.content.offered_password ?? "";
    }

    get people() {
        return this.content.people.filter((person) => person.active !== false);
    }

    get offered() {
        return this.offeredPassword ? this.people : [];
    }

    person(subject) {
        return this.people.find((person) => person.sub === subject);
    }

    /* The person who has this address and password, or undefined. */
    proved(email, password) {
        const person = this.people.find((each) => each.email.toLowerCase() === email.trim().toLowerCase());
        return matches(person?.password ?? NOBODY, password) ? person : undefined;
    }
}

function matches(digest, password) {
    const [kind, cost, blockSize, parallel, salt, expected] = digest.split("$");
    if (kind !== "scrypt") throw new Error(`The directory holds a password digest of an unknown kind: ${kind}`);
    const wanted = Buffer.from(expected, "base64");
    const costs = { N: Number(cost), r: Number(blockSize), p: Number(parallel), maxmem: 2 ** 27 };
    return timingSafeEqual(scryptSync(password, Buffer.from(salt, "base64"), wanted.length, costs), wanted);
}

/* What tokens and the userinfo endpoint say of a person. */
export function claimsOf(person) {
    const [given, ...family] = person.name.split(" ");
    return {
        sub: person.sub,
        name: person.name,
        given_name: given,
        family_name: family.join(" "),
        preferred_username: person.sub,
        email: person.email,
        email_verified: true,
        groups: person.groups,
        department: person.department,
        title: person.title,
    };
}
