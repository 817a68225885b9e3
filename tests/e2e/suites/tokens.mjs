import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { call, Person, refusal } from "../support/client.mjs";

const GUARDED = [
  ["GET", "/api/auth/get-profile"],
  ["GET", "/api/messages/users"],
  ["POST", `/api/messages/send/${"a".repeat(24)}`],
];
const TRANSPORTS = [["websocket"], ["polling"], ["polling", "websocket"]];

export function tokens(stack) {
  describe("tokens", () => {
    it("should answer 401 with the contract's text to a missing or wrong token", async () => {
      const ann = await Person.signUp(stack().url, "Ann");
      const cases = [
        [undefined, "Unauthorized - No token provided"],
        ["Bearer", "Unauthorized - No token provided"],
        ["Basic YTpi", "Unauthorized - No token provided"],
        ["Bearer nonsense", "Unauthorized - Invalid token"],
        [`Bearer ${forged(ann.token)}`, "Unauthorized - Invalid token"],
        [`Bearer ${unsigned(ann.token)}`, "Unauthorized - Invalid token"],
        [`Bearer ${confused(ann.token)}`, "Unauthorized - Invalid token"],
      ];
      for (const [method, path] of GUARDED) {
        for (const [authorization, message] of cases) {
          const answer = await call(stack().url, method, path, {
            headers: authorization === undefined ? {} : { authorization },
          });
          assert.equal(answer.status, 401, `${method} ${path} with ${authorization}`);
          assert.equal(answer.body.success, false);
          assert.equal(answer.body.message, message, `${method} ${path} with ${authorization}`);
        }
      }
    });

    it("should accept the scheme in any case of letters", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const profile = await call(stack().url, "GET", "/api/auth/get-profile", {
        headers: { authorization: `bEARER ${ann.token}` },
      });

      assert.equal(profile.status, 200);
    });

    it("should log in whatever stale token comes along", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const login = await call(stack().url, "POST", "/api/auth/login", {
        token: forged(ann.token),
        json: { email: ann.email, password: ann.password },
      });

      assert.equal(login.status, 200);
    });

    for (const transports of TRANSPORTS) {
      it(`should refuse a socket over ${transports.join(", then ")} with the contract's text`, async () => {
        const ann = await Person.signUp(stack().url, "Ann");
        const base = stack().url;

        assert.equal(await refusal(base, { transports }), "Authentication error: No token provided");
        assert.equal(
          await refusal(base, { transports, auth: { token: "nonsense" } }),
          "Authentication error: Invalid token",
        );
        assert.equal(
          await refusal(base, { transports, auth: { token: forged(ann.token) } }),
          "Authentication error: Invalid token",
        );
        assert.equal(
          await refusal(base, { transports, query: { token: unsigned(ann.token) } }),
          "Authentication error: Invalid token",
        );
      });
    }

    it("should take the socket's token from the query and the payload first", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      const byQuery = await ann.connect({ auth: {}, query: { token: ann.token, userId: "someone else" } });
      assert.equal(byQuery.connected, true);
      assert.equal(
        await refusal(stack().url, { auth: { token: "nonsense" }, query: { token: ann.token } }),
        "Authentication error: Invalid token",
      );
      ann.leave();
    });

    it("should refuse another namespace", async () => {
      const ann = await Person.signUp(stack().url, "Ann");

      assert.equal(await refusal(`${stack().url}/admin`, { auth: { token: ann.token } }), "Invalid namespace");
    });
  });
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same claims for another user, under the old signature. */
export function forged(token) {
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url"));
  return [header, part({ ...claims, sub: "f".repeat(24), id: "f".repeat(24) }), signature].join(".");
}

/** alg none. */
function unsigned(token) {
  return `${part({ alg: "none", typ: "JWT" })}.${token.split(".")[1]}.`;
}

/** HS256 with public material as the secret. */
function confused(token) {
  const [header, payload] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url"));
  const signed = `${part({ alg: "HS256", typ: "JWT", kid })}.${payload}`;
  return `${signed}.${createHmac("sha256", kid ?? "key").update(signed).digest("base64url")}`;
}
