package io.ecganalyzer.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@link Authentication} is set to.
 *
 * @param htpasswdFile the administrators
 * @param bcryptCost logarithm of bcrypt's rounds, 4 to 31
 * @param remember how long a verified credential is remembered
 * @param rememberMaximum remembered credentials on this node
 * @param hashingThreads threads that verify passwords
 * @param maximumWaiting verifications under way or waiting at once; one more is answered 503
 * @param maximumFailuresByName failed logins a minute for one name before it is throttled
 * @param maximumFailuresByAddress failed logins a minute from one address before it is throttled
 * @param trustedProxies addresses and networks that are believed whom a request comes from
 */
public record AuthenticationSettings(
        Path htpasswdFile,
        int bcryptCost,
        Duration remember,
        int rememberMaximum,
        int hashingThreads,
        int maximumWaiting,
        int maximumFailuresByName,
        int maximumFailuresByAddress,
        List<String> trustedProxies) {}
