// Makes one call with the unchanged official Node SDK, in its default settings; `run` says what is printed.

import { createRequire } from "node:module";
import { inspect } from "node:util";

// The SDK is installed beside the other driver.
const require = createRequire(new URL("../node/", import.meta.url));
const sdk = require("@ionos-cloud/sdk-nodejs-container-registry");

const registryId = process.env.REGISTRY_ID;
const api = new sdk.TokensApi(sdk.Configuration.fromEnv());

const calls = {
  list: () => api.registriesTokensGet({ registryId }),
  // A Map, as its documentation and types ask for.
  "list-filtered": () => api.registriesTokensGet({ registryId, filters: new Map([["name", "ci-push"]]) }),
  "get-unknown": () => api.registriesTokensFindById({ registryId, tokenId: "00000000-0000-4000-8000-000000000000" }),
  create: () => api.registriesTokensPost({ registryId, postTokenInput: { properties: { name: "ci-push" } } }),
  "create-naive": null, // dates are texts here
  "delete-dots": () => api.registriesTokensDelete({ registryId, tokenId: ".." }),
};

async function measure(call) {
  let shown;
  let error = null;
  const started = performance.now();
  try {
    shown = (await call()).data;
  } catch (caught) {
    shown = caught;
    error = String(caught.response?.status ?? caught.code ?? caught.name);
  }
  const seconds = (performance.now() - started) / 1000;
  const texts = { String: String(shown), "JSON.stringify": JSON.stringify(shown), inspect: inspect(shown) };
  return { seconds, error, pauses: [], texts };
}

const call = calls[process.argv[2]];
console.log(JSON.stringify(call && (await measure(call))));
