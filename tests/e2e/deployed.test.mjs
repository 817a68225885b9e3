// The same walk against a system that runs already: CHATSPACE_URL says where.
import { describe, it } from "node:test";
import { accounts } from "./suites/accounts.mjs";
import { chat } from "./suites/chat.mjs";
import { mistakes } from "./suites/mistakes.mjs";
import { tokens } from "./suites/tokens.mjs";

const url = process.env.CHATSPACE_URL;

if (url) {
  describe(`at ${url}`, { timeout: 20 * 60_000 }, () => {
    const stack = () => ({ url });
    accounts(stack);
    tokens(stack);
    chat(stack);
    mistakes(stack);
  });
} else {
  it("needs CHATSPACE_URL", () => {
    throw new Error("set CHATSPACE_URL to the address of a running system");
  });
}
