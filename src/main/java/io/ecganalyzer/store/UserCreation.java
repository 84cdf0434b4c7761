package io.ecganalyzer.store;

/** What came of creating a user. */
public enum UserCreation {
    CREATED,
    USERNAME_TAKEN,
    ID_TAKEN
}
