// The databases that the walk runs on: the one inside, always, and a real mongod where the machine has one.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const mongod =
  process.env.CHATSPACE_MONGOD && process.env.CHATSPACE_MONGOD !== "none"
    ? process.env.CHATSPACE_MONGOD
    : (process.env.PATH ?? "")
        .split(delimiter)
        .map((folder) => join(folder, "mongod"))
        .find(executable);

export const databases = {
  "the in-process database": { CHATSPACE_MONGOD: "none" },
  ...(mongod ? { "a real mongod": { CHATSPACE_MONGOD: mongod } } : {}),
};
