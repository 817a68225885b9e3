// Bans and drains by an admin, on every database that this machine has, with two presence nodes in one JVM and as processes.
import { after, before, describe } from "node:test";
import { databases } from "./support/databases.mjs";
import { Stack } from "./support/stack.mjs";
import { operation } from "./suites/operation.mjs";

const SHAPES = { "one JVM": [], "processes": ["--processes"] };

for (const [name, env] of Object.entries(databases)) {
  for (const [shape, args] of Object.entries(SHAPES)) {
    describe(`on ${name}, ${shape}`, { timeout: 20 * 60_000 }, () => {
      let running;
      before(async () => {
        running = await Stack.start({ env, args: [...args, "--presence-nodes", "2"] });
      });
      after(() => running?.stop());

      operation(() => running);
    });
  }
}
