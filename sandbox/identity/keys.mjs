/* The keys that sign tokens and cookies: made once for a state folder, so that a restart leaves sessions good. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function keysOf(folder) {
    const path = join(folder, "keys.json");
    try {
        return JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
        if (error.code !== "ENOENT") throw error;
    }
    const keys = {
        jwks: { keys: [signing("RS256", "rsa", { modulusLength: 2048 }), signing("ES256", "ec", { namedCurve: "P-256" })] },
        cookies: [randomBytes(32).toString("base64url")],
    };
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, JSON.stringify(keys), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return keys;
}

function signing(alg, kind, options) {
    const { privateKey } = generateKeyPairSync(kind, options);
    return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: randomBytes(8).toString("hex") };
}
