import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { call, Person } from "../support/client.mjs";

/** Each service by its own address, past the gateway: as safe as behind it. */
export function services(stack) {
  const addresses = () =>
    Object.fromEntries(
      readFileSync(join(stack().data, "services"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(" ")),
    );

  describe("services by themselves", () => {
    it("should serve a REST call each", async () => {
      const ann = await Person.signUp(stack().url, "Ann");
      const ben = await Person.signUp(stack().url, "Ben");
      const at = addresses();

      const login = await call(at.auth, "POST", "/api/auth/login", {
        json: { email: ann.email, password: ann.password },
      });
      assert.equal(login.status, 200);
      const { token } = login.body;
      const sent = await call(at.message, "POST", `/api/messages/send/${ben.id}`, { token, json: { text: "direct" } });
      assert.equal(sent.status, 201);
      const online = await call(at["presence-1"], "GET", "/api/presence/online", { token });
      assert.equal(online.status, 200);
      const keys = await call(at.auth, "GET", "/.well-known/jwks.json");
      assert.equal(keys.status, 200);
      keys.body.keys.forEach((key) => assert.equal("d" in key, false, "no private part"));
    });

    it("should check the token each", async () => {
      const at = addresses();
      const calls = [
        [at.auth, "/api/auth/get-profile"],
        [at.message, "/api/messages/users"],
        [at["presence-1"], "/api/presence/online"],
        [at["presence-2"], "/api/presence/online"],
      ];
      for (const [base, path] of calls) {
        const missing = await call(base, "GET", path);
        assert.equal(missing.status, 401, path);
        assert.equal(missing.body.message, "Unauthorized - No token provided");
        const wrong = await call(base, "GET", path, { token: "nonsense" });
        assert.equal(wrong.status, 401, path);
        assert.equal(wrong.body.message, "Unauthorized - Invalid token");
      }
    });

    it("should be reached through the gateway too", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const status = await call(stack().url, "GET", "/api/status");
      assert.equal(status.status, 200);
      assert.equal(status.body, "Server is running");
      assert.equal((await ann.get("/api/presence/online")).status, 200);
      const keys = await call(stack().url, "GET", "/.well-known/jwks.json");
      assert.equal(keys.status, 200);
      assert.ok(keys.body.keys.length > 0);
      const named = await ann.call("GET", "/api/auth/get-profile", { headers: { "x-request-id": "walk-1" } });
      assert.equal(named.headers.get("x-request-id"), "walk-1");
      assert.match((await ann.get("/api/messages/users")).headers.get("x-request-id"), /.+/);
    });
  });
}
