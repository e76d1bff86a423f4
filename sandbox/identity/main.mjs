/* The identity provider of the sample organisation and of the tests; docs/access.md says how the portal uses one.
   node main.mjs --directory FILE --state FOLDER --port NUMBER */
import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { Directory } from "./directory.mjs";
import { keysOf } from "./keys.mjs";
import { makeProvider } from "./provider.mjs";
import { Store } from "./store.mjs";

const options = { directory: { type: "string" }, state: { type: "string" }, port: { type: "string" } };
const { values } = parseArgs({ options });
const port = Number(values.port ?? process.env.IDENTITY_PORT ?? 8002);
if (!values.directory || !values.state || !Number.isInteger(port) || port < 1 || port > 65535) {
    console.error("Usage: node main.mjs --directory FILE --state FOLDER --port NUMBER (or IDENTITY_PORT)");
    process.exit(2);
}

const directory = new Directory(values.directory);
const store = new Store(values.state);
const provider = makeProvider(`http://localhost:${port}`, { directory, store, keys: keysOf(values.state) });
const server = createServer(provider.callback());
server.on("error", (error) => {
    console.error(`The identity provider cannot listen on port ${port}: ${error.message}`);
    process.exit(1);
});
// Everybody's password stands on its sign-in page: it is for this machine alone.
server.listen(port, "127.0.0.1", () => console.log(`Listening: ${provider.issuer}`));

for (const signal of ["SIGTERM", "SIGINT"]) {
    process.on(signal, () => {
        store.save();
        server.close();
        server.closeAllConnections();
        process.exit(0);
    });
}
