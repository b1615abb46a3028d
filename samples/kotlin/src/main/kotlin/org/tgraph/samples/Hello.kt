package org.tgraph.samples

/** Placeholder until the DSL exists. */
fun main() {
    println("Hello from Kotlin")
}
