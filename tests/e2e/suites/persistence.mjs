import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, Person } from "../support/client.mjs";
import { alive, dataDirectory, Stack, until } from "../support/stack.mjs";

/** What was acknowledged is there after kill -9 and after an orderly end, and nothing is left running. */
export function persistence(env) {
  describe("persistence", () => {
    it("should keep accounts and messages over kill -9 and over a restart", { timeout: 10 * 60_000 }, async () => {
      const data = dataDirectory();
      let stack = await Stack.start({ env, data, keepData: true });
      const ann = await Person.signUp(stack.url, "Ann");
      const ben = await Person.signUp(stack.url, "Ben");
      await ann.send(ben, "before the kill");

      const pids = stack.pids();
      await stack.kill();
      await until(() => !Object.values(pids).some(alive), "the end of every process after kill -9", 30_000);

      stack = await Stack.start({ env, data, keepData: true });
      const login = await call(stack.url, "POST", "/api/auth/login", {
        json: { email: ann.email, password: ann.password },
      });
      assert.equal(login.status, 200);
      // The token from before: the signing key is kept too.
      const users = await call(stack.url, "GET", "/api/messages/users", { token: ben.token });
      assert.equal(users.status, 200);
      assert.equal(users.body.unseenMsgs[ann.id], 1);
      await stack.stop();

      stack = await Stack.start({ env, data });
      const history = await call(stack.url, "GET", `/api/messages/${ann.id}`, { token: ben.token });
      assert.deepEqual(
        history.body.messages.map((message) => message.text),
        ["before the kill"],
      );
      await stack.stop();
    });
  });
}
