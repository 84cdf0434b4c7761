"use strict";

EcgConsole.open("#swagger-ui", { deepLinking: true, models: true });
