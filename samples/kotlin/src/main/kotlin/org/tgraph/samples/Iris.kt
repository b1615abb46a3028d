package org.tgraph.samples

import java.nio.file.Path
import kotlin.math.abs
import org.tgraph.call.Compiled
import org.tgraph.dsl.Computation
import org.tgraph.dsl.Index
import org.tgraph.dsl.ShapeException
import org.tgraph.dsl.kotlin.computation
import org.tgraph.dsl.kotlin.dot
import org.tgraph.dsl.kotlin.index
import org.tgraph.dsl.kotlin.minus
import org.tgraph.dsl.kotlin.times
import org.tgraph.type.DType
import org.tgraph.type.Dim

/** What NumPy computes: the eigenvalues of the correlations, the largest first, by their sum. */
private val EXPECTED = doubleArrayOf(0.72962445, 0.22850762, 0.03668922, 0.00517871)

/** The parts of the variance of Fisher's irises along their principal components. */
private fun principalComponents() = computation {
    val n = size("n")
    val table = input("table", DType.F64, n, Dim.of(5))
    val x = table[Index.ALL, (0..3).index()]
    val z = (x - x.mean(0)) / call("std", x, Computation.named("axis", 0))
    val correlation = (z.transpose() dot z) / call("f64", n)
    val (values, _) = callAll("eigh", correlation)
    val parts = -values[Index.step(-1)] / -values.sum()
    val distance = 2.0 * (1.0 - correlation)
    listOf(parts, distance)
}

fun main() {
    val components = Compiled.of(principalComponents()).withResults("parts", "distance")
    val result = components(Path.of("../data/iris.csv"))
    val parts = result["parts"].toDoubles()
    println("parts of the variance ${parts.toList()}")
    check(parts.zip(EXPECTED).all { (a, b) -> abs(a - b) < 5e-9 }) { "NumPy has others" }
    println("squared distances of the measurements\n${result["distance"]}")

    val c = Computation()
    val x = c.input("x", DType.F64, c.size("n"), c.size("k"))
    try {
        x dot x
        error("the inner sizes differ")
    } catch (e: ShapeException) {
        println("A mistake, at ${e.stackTrace[0].fileName}:${e.stackTrace[0].lineNumber}:")
        print(e.message)
    }
}
