/**
 * What Kotlin's operators need beyond the methods of Tensor. Copy this file as it is: errors are
 * shown at the first line outside of org.tgraph.dsl, so not in here.
 */
package org.tgraph.dsl.kotlin

import org.tgraph.dsl.Computation
import org.tgraph.dsl.Index
import org.tgraph.dsl.Tensor
import org.tgraph.type.Dim

operator fun Number.plus(x: Tensor): Tensor = x.computation().infix(this, "+", x)

operator fun Number.minus(x: Tensor): Tensor = x.computation().infix(this, "-", x)

operator fun Number.times(x: Tensor): Tensor = x.computation().infix(this, "*", x)

operator fun Number.div(x: Tensor): Tensor = x.computation().infix(this, "/", x)

/** The product of matrices. */
infix fun Tensor.dot(other: Tensor): Tensor = matmul(other)

/** `x[(1..3).index()]` is `x[1:4]`. */
fun IntRange.index(): Index = Index.range(first, last + 1)

operator fun Dim.plus(other: Int): Dim = plus(other.toLong())

operator fun Dim.minus(other: Int): Dim = minus(other.toLong())

operator fun Dim.times(other: Int): Dim = times(other.toLong())

/** The inputs, expressions and results of a computation in one block. */
fun computation(build: Computation.() -> List<Tensor>) =
    Computation().run { graph(*build().toTypedArray()) }
