// The whole walk through the gateway, on every database that this machine has.
import { after, before, describe, it } from "node:test";
import { databases, mongod } from "./support/databases.mjs";
import { Stack } from "./support/stack.mjs";
import { accounts } from "./suites/accounts.mjs";
import { chat } from "./suites/chat.mjs";
import { mistakes } from "./suites/mistakes.mjs";
import { persistence } from "./suites/persistence.mjs";
import { pictures } from "./suites/pictures.mjs";
import { services } from "./suites/services.mjs";
import { tokens } from "./suites/tokens.mjs";

for (const [name, env] of Object.entries(databases)) {
  describe(`on ${name}`, { timeout: 20 * 60_000 }, () => {
    let running;
    const stack = () => running;
    before(async () => {
      running = await Stack.start({ env });
    });
    after(() => running?.stop());

    accounts(stack);
    tokens(stack);
    chat(stack);
    pictures(stack);
    mistakes(stack);
    services(stack);
    persistence(env);
  });
}

it("says where no real mongod was found", { skip: mongod ? "there is one" : false }, (t) => {
  t.diagnostic("no mongod on this machine: the walk ran on the in-process database only");
});
