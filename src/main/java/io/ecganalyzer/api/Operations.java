package io.ecganalyzer.api;

/** A group of operations of the contract, mounted once for each HTTP verticle. */
interface Operations {
    void mount(Mounting mounting);
}
