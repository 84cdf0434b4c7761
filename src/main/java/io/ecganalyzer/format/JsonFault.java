package io.ecganalyzer.format;

/**
 * Something in a JSON text that was read and is wrong.
 *
 * @param pointer where, as a JSON pointer (RFC 6901)
 * @param detail what is wrong there, for people
 */
public record JsonFault(String pointer, String detail) {}
