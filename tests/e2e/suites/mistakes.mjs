import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, Person } from "../support/client.mjs";

const NOBODY = "a".repeat(24);
const LIMIT = 20_000;

export function mistakes(stack) {
  describe("mistakes", () => {
    it("should answer bad sign-ups and log-ins with 400 and a sentence", async () => {
      const signups = [
        [{}, "All fields are required"],
        [{ fullName: "A", email: "", password: "long enough" }, "All fields are required"],
        [{ fullName: "A", email: { $gt: "" }, password: "long enough" }],
        [{ fullName: "A", email: "not an address", password: "long enough" }],
        [{ fullName: "   ", email: "a@example.org", password: "long enough" }],
        [{ fullName: "A", email: "a@example.org", password: "x" }],
        [{ fullName: ["A"], email: "a@example.org", password: "long enough" }],
        [{ fullName: "A", email: "a@example.org", password: 12345678 }],
      ];
      for (const [json, message] of signups) {
        await refused(call(stack().url, "POST", "/api/auth/signup", { json }), 400, message, JSON.stringify(json));
      }
      const logins = [
        [{}, "All fields are required"],
        [{ email: { $gt: "" }, password: { $gt: "" } }],
        [{ email: "a@example.org" }, "All fields are required"],
      ];
      for (const [json, message] of logins) {
        await refused(call(stack().url, "POST", "/api/auth/login", { json }), 400, message, JSON.stringify(json));
      }
    });

    it("should answer a body that is not JSON, or none, with 400", async () => {
      const ann = await Person.signUp(stack().url, "Ann");
      const headers = { "content-type": "application/json" };
      for (const [method, path] of [
        ["POST", "/api/auth/signup"],
        ["POST", "/api/auth/login"],
        ["PUT", "/api/auth/update-profile"],
        ["POST", `/api/messages/send/${ann.id}`],
      ]) {
        for (const body of ["{", "[1,2", "null", '"text"', "[]", ""]) {
          if (method === "PUT" && body === "") {
            continue; // nothing to change is not a mistake
          }
          await refused(ann.call(method, path, { headers, body }), 400, undefined, `${method} ${path} ${body}`);
        }
      }
    });

    it("should answer bad messages with 400 or 404 and a sentence", async () => {
      const ann = await Person.signUp(stack().url, "Ann");
      const ben = await Person.signUp(stack().url, "Ben");
      const to = `/api/messages/send/${ben.id}`;
      const empty = "Either text or image is required";

      await refused(ann.call("POST", to, { json: {} }), 400, empty);
      await refused(ann.call("POST", to, { json: { text: "" } }), 400, empty);
      await refused(ann.call("POST", to, { json: { text: " \n\t " } }), 400, empty);
      await refused(ann.call("POST", to, { json: { text: { $ne: 1 } } }), 400);
      await refused(ann.call("POST", to, { json: { text: 5 } }), 400);
      const long = await refused(ann.call("POST", to, { json: { text: "x".repeat(LIMIT + 1) } }), 400);
      assert.match(long.body.message, /20,?000/);
      assert.equal((await ann.call("POST", to, { json: { text: "x".repeat(LIMIT) } })).status, 201);
      await refused(ann.call("POST", "/api/messages/send/nobody", { json: { text: "a" } }), 400);
      await refused(ann.call("POST", `/api/messages/send/${NOBODY}`, { json: { text: "a" } }), 404);
      await refused(ann.call("PUT", "/api/messages/seen/nothing"), 400);
      await refused(ann.call("PUT", `/api/messages/seen/${NOBODY}`), 404);
      await refused(ann.get("/api/messages/not-an-id"), 400);
      assert.deepEqual((await ann.get(`/api/messages/${NOBODY}`)).body, { success: true, messages: [] });
    });

    it("should answer what is not there, or too large, in the same shape", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      await refused(ann.get("/api/nothing/here"), 404);
      await refused(ann.call("DELETE", "/api/messages/users"), 405);
      const large = await ann.call("POST", "/api/auth/signup", { json: { fullName: "x".repeat(2_200_000) } });
      assert.equal(large.status, 413);
      assert.equal(large.body.success, false);
    });

    it("should answer Engine.IO's mistakes as the reference server does", async () => {
      const cases = [
        ["EIO=3&transport=polling", 400, { code: 5, message: "Unsupported protocol version" }],
        ["EIO=4&transport=pigeon", 400, { code: 0, message: "Transport unknown" }],
        ["EIO=4&transport=polling&sid=nothing", 400, { code: 1, message: "Session ID unknown" }],
        ["EIO=4&transport=polling&sid=presence-1.nothing", 400, { code: 1, message: "Session ID unknown" }],
      ];
      for (const [query, status, body] of cases) {
        const answer = await call(stack().url, "GET", `/socket.io/?${query}`);
        assert.equal(answer.status, status, query);
        assert.deepEqual(answer.body, body, query);
      }
    });
  });
}

async function refused(pending, status, message, about = "") {
  const answer = await pending;
  assert.equal(answer.status, status, `${about} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  assert.equal(answer.body.success, false, about);
  assert.equal(typeof answer.body.message, "string", about);
  assert.doesNotMatch(JSON.stringify(answer.body), /Exception|\bat [a-z]+\.[a-z]/i, about);
  if (message !== undefined) {
    assert.equal(answer.body.message, message, about);
  }
  return answer;
}
