// Bans and drains by an admin, with two presence nodes: in one JVM, and as processes on the best database of this machine.
import { after, before, describe } from "node:test";
import { databases } from "./support/databases.mjs";
import { Stack } from "./support/stack.mjs";
import { operation } from "./suites/operation.mjs";

const all = Object.entries(databases);
const shapes = [
  ["in one JVM", [], all[0]],
  ["in many processes", ["--processes"], all.at(-1)],
];

for (const [shape, args, [name, env]] of shapes) {
  describe(`${shape}, on ${name}`, { timeout: 20 * 60_000 }, () => {
    let running;
    before(async () => {
      running = await Stack.start({ env, args: [...args, "--presence-nodes", "2"] });
    });
    after(() => running?.stop());

    operation(() => running);
  });
}
