/** Of the sandbox's own services. They open nothing else, and are shown on the Sandbox page for typing in. */
export const appSecret = "sandbox-app-secret";

export const erpCredentials = {
  clientId: "handoff",
  clientSecret: "sandbox-erp-secret",
  bearerToken: "sandbox-erp-bearer",
};

export const wmsCredentials = {
  apiKey: "sandbox-wms-key",
  user: "handoff",
  password: "sandbox-wms-password",
};
