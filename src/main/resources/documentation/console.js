/* What both pages set Swagger UI to. */
"use strict";

const EcgConsole = {
  /** Opens Swagger UI in the element of that selector. */
  open(selector, options) {
    return SwaggerUIBundle({
      url: "openapi.yaml",
      dom_id: selector,
      plugins: [EcgConsole.utf8Passwords, EcgConsole.thisServerOnly, EcgConsole.adaptedContract].concat(options.plugins || []),
      deepLinking: Boolean(options.deepLinking),
      docExpansion: options.docExpansion || "list",
      defaultModelsExpandDepth: options.models ? 1 : -1,
      displayRequestDuration: true,
      filter: options.filter || false,
      tryItOutEnabled: true,
      validatorUrl: null,
      // What the form holds is what is sent: no login that the browser remembers, and no login window of its own after a 401.
      requestInterceptor: (request) => Object.assign(request, { credentials: "omit" }),
    });
  },

  /** The service reads names and passwords as UTF-8 (RFC 7617); btoa knows bytes only, so it is given the bytes. */
  utf8Passwords: () => ({
    statePlugins: {
      auth: {
        wrapActions: {
          authorize: (original) => (schemes) => original(EcgConsole.withUtf8(schemes)),
        },
      },
    },
  }),

  withUtf8(schemes) {
    const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text || ""));
    return Object.fromEntries(
      Object.entries(schemes).map(([name, scheme]) => [
        name,
        {
          ...scheme,
          value: { username: bytes(scheme.value.username), password: bytes(scheme.value.password) },
        },
      ]),
    );
  },

  /** Operations of another server, the management port, are shown and cannot be called: a browser is not let there from here. */
  thisServerOnly: () => ({
    statePlugins: {
      spec: {
        wrapSelectors: {
          allowTryItOutFor: (original, system) => (state, path, method) =>
            !system.specSelectors.specJson().hasIn(["paths", path, "servers"]) && original(state, path, method),
        },
      },
    },
  }),

  adaptedContract: () => ({
    statePlugins: {
      spec: {
        wrapActions: {
          updateJsonSpec: (original) => (contract) => {
            EcgConsole.emptyOptionalParameters(contract);
            EcgConsole.giveParametersToOperations(contract);
            return original(contract);
          },
        },
      },
    },
  }),

  /** Swagger UI fills in every parameter's example: a call would then ask for the page of an example's cursor. */
  emptyOptionalParameters(contract) {
    for (const parameter of Object.values(contract.components.parameters)) {
      if (!parameter.required) {
        delete parameter.example;
      }
    }
  },

  /** Swagger UI 5.34 loses the parameters of a path for an operation that is open when the page loads. */
  giveParametersToOperations(contract) {
    for (const path of Object.values(contract.paths)) {
      for (const operation of Object.values(path)) {
        if (operation.operationId) {
          operation.parameters = [...(path.parameters || []), ...(operation.parameters || [])];
        }
      }
      delete path.parameters;
    }
  },
};
