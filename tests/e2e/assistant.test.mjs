// The assistant, with a stand-in for a model, and the switches: on every database that this machine has.
import { after, before, describe } from "node:test";
import { databases } from "./support/databases.mjs";
import { Stack } from "./support/stack.mjs";
import { assistant } from "./suites/assistant.mjs";

for (const [name, env] of Object.entries(databases)) {
  describe(`on ${name}`, { timeout: 20 * 60_000 }, () => {
    let running;
    before(async () => {
      running = await Stack.start({ env, args: ["--ai-demo"] });
    });
    after(() => running?.stop());

    assistant(() => running);
  });
}
