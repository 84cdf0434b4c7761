package io.ecganalyzer.config;

import java.util.List;

/** The configuration cannot be used. Each line says where the fault stands and what is wrong with it; no secret is in it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(List<String> faults) {
        super(String.join("\n", faults));
    }

    ConfigException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
