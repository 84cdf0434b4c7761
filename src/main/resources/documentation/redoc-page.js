/* ReDoc shows the contract; beside it, the console of the operation that the reader wants to try. */
"use strict";

(() => {
  const root = document.getElementById("redoc");
  const drawer = document.getElementById("console");
  const OPERATION = /\/operation\/([^/]+)$/;
  /* Of the management port, which this page cannot call. */
  const elsewhere = new Set(root.dataset.elsewhere.split(" "));
  let opened = null;

  Redoc.init("openapi.yaml", { scrollYOffset: "nav.pages", hideDownloadButton: true }, root);

  /* ReDoc draws as it likes; whatever operation appears gets its button. */
  new MutationObserver(addButtons).observe(root, { childList: true, subtree: true });

  function addButtons() {
    for (const section of root.querySelectorAll("[data-section-id]")) {
      const operation = OPERATION.exec(section.dataset.sectionId);
      const heading = operation && section.querySelector("h2");
      if (heading && !heading.querySelector(".try") && !elsewhere.has(operation[1])) {
        heading.append(buttonFor(operation[1]));
      }
    }
  }

  function buttonFor(operationId) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "try";
    button.dataset.operation = operationId;
    button.textContent = "Try it";
    button.addEventListener("click", () => show(operationId));
    return button;
  }

  async function show(operationId) {
    drawer.hidden = false;
    opened = opened || openConsole();
    (await opened).layoutActions.updateFilter(operationId);
  }

  document.getElementById("console-close").addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  function hide() {
    drawer.hidden = true;
  }

  function openConsole() {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root.dataset.console;
      script.onerror = () => {
        opened = null;
        reject(new Error("the console could not be loaded"));
      };
      script.onload = () =>
        resolve(
          EcgConsole.open("#console-body", { docExpansion: "full", filter: "none", plugins: [oneOperation] }),
        );
      document.body.append(script);
    });
  }

  /** The filter's phrase is the id of the operation; nothing but it and the login is shown. */
  function oneOperation() {
    const nothing = () => () => null;
    return {
      fn: {
        opsFilter: (tags, operationId) =>
          tags
            .map((tag) =>
              tag.set(
                "operations",
                tag.get("operations").filter((each) => each.getIn(["operation", "operationId"]) === operationId),
              ),
            )
            .filter((tag) => tag.get("operations").size > 0),
      },
      wrapComponents: { FilterContainer: nothing, InfoContainer: nothing, ServersContainer: nothing },
    };
  }
})();
