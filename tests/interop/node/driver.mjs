// Runs the scenario with the unchanged official Node SDK; see ../README.md for what a driver reads and prints.

import { readFileSync } from "node:fs";
import sdk from "@ionos-cloud/sdk-nodejs-container-registry"; // CommonJS: the namespace comes as the default

const registryId = process.env.REGISTRY_ID;
// IONOS_API_URL and IONOS_TOKEN. A username in the environment would silently win over the token.
const configuration = sdk.Configuration.fromEnv();
// One request per step: a retry would shift all later ones. The number counts the first attempt.
configuration.setMaxRetries(1);
// The SDK waits before every attempt, also the first: a second unless the longest wait is shorter.
configuration.setMaxWaitTime(0);
const api = new sdk.TokensApi(configuration);

function values({ name, status, scopes, expiry_date: expiryDate }) {
  // JSON leaves out `undefined` and keeps null, so what the scenario does not name is not sent.
  return { name, status, scopes, expiryDate };
}

function tokenReport({ data: { id, properties } }) {
  const { name, status, scopes, expiryDate, credentials } = properties;
  return {
    id,
    name,
    status,
    scopes: (scopes ?? []).map((scope) => `${scope.type} ${scope.name} ${scope.actions.join(",")}`),
    expiry_date: expiryDate ? new Date(expiryDate).toISOString().replace(/\.\d+Z$/, "Z") : null,
    password: Boolean(credentials?.password),
  };
}

const operations = {
  async "tokens.list_page"({ offset, limit, filters, max_results: maxResults }) {
    // `filters` as a plain object: the documented Map arrives empty.
    const { data } = await api.registriesTokensGet({
      registryId,
      offset: String(offset),
      limit: String(limit),
      maxResults,
      filters,
    });
    return { names: (data.items ?? []).map((item) => item.properties.name) };
  },
  async "tokens.create"(given) {
    return tokenReport(await api.registriesTokensPost({ registryId, postTokenInput: { properties: values(given) } }));
  },
  async "tokens.get"({ token_id: tokenId }) {
    return tokenReport(await api.registriesTokensFindById({ registryId, tokenId }));
  },
  async "tokens.update"({ token_id: tokenId, ...given }) {
    return tokenReport(await api.registriesTokensPatch({ registryId, tokenId, patchTokenInput: values(given) }));
  },
  async "tokens.replace"({ token_id: tokenId, ...given }) {
    const putTokenInput = { properties: values(given) };
    return tokenReport(await api.registriesTokensPut({ registryId, tokenId, putTokenInput }));
  },
  async "tokens.delete"({ token_id: tokenId }) {
    await api.registriesTokensDelete({ registryId, tokenId });
    return {};
  },
};

const scenario = JSON.parse(readFileSync(process.env.INTEROP_SCENARIO, "utf8"));
let created;
try {
  for (const { step, operation, arguments: given } of scenario.steps) {
    if (given.token_id === "{created}") given.token_id = created;
    const report = await operations[operation](given);
    if (operation === "tokens.create") created = report.id;
    console.log(JSON.stringify({ step, report }));
  }
} catch (error) {
  // Never the error itself: the SDK's errors print the request with its Authorization header.
  console.error(`${error.message}: ${JSON.stringify(error.response?.data)}`);
  process.exitCode = 1;
}
