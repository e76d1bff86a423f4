/* What the provider remembers: sessions, grants, tokens. Kept in memory and in one file, so that a restart signs nobody out. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SAVE_AFTER_MS = 200;

export class Store {
    #path;
    #rows = new Map();
    #timer;

    constructor(folder) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        this.#path = join(folder, "sessions.json");
        try {
            this.#rows = new Map(JSON.parse(readFileSync(this.#path, "utf8")));
        } catch (error) {
            // A file cut short by a full disk costs everybody a sign-in, not the start.
            if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
        }
    }

    get(key) {
        const row = this.#rows.get(key);
        if (row && row.until <= Date.now()) this.#rows.delete(key);
        return row && row.until > Date.now() ? row.payload : undefined;
    }

    set(key, payload, seconds) {
        this.#rows.set(key, { payload, until: seconds ? Date.now() + seconds * 1000 : Number.MAX_SAFE_INTEGER });
        this.#changed();
    }

    delete(key) {
        this.#rows.delete(key);
        this.#changed();
    }

    /* Everything of one model, such as all sessions, with the names it is kept under. */
    all(model) {
        const keys = [...this.#rows.keys()].filter((key) => key.startsWith(`${model}:`));
        return keys.map((key) => [key, this.get(key)]).filter(([, payload]) => payload);
    }

    save() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        const fresh = [...this.#rows].filter(([, row]) => row.until > Date.now());
        writeFileSync(`${this.#path}.new`, JSON.stringify(fresh), { mode: 0o600 });
        renameSync(`${this.#path}.new`, this.#path);
    }

    #changed() {
        this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
    }

    /* The adapter that oidc-provider asks for, one for each of its models. */
    adapter(model) {
        const key = (id) => `${model}:${id}`;
        const found = (so) => this.all(model).find(([, payload]) => so(payload))?.[1];
        return {
            find: async (id) => this.get(key(id)),
            findByUid: async (uid) => found((payload) => payload.uid === uid),
            findByUserCode: async (code) => found((payload) => payload.userCode === code),
            upsert: async (id, payload, seconds) => this.set(key(id), payload, seconds),
            destroy: async (id) => this.delete(key(id)),
            consume: async (id) => {
                const payload = this.get(key(id));
                if (payload) payload.consumed = Math.floor(Date.now() / 1000);
                this.#changed();
            },
            revokeByGrantId: async (grant) => {
                for (const [name, payload] of this.all(model)) if (payload.grantId === grant) this.delete(name);
            },
        };
    }
}
