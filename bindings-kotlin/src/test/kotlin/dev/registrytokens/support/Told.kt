package dev.registrytokens.support

import org.junit.jupiter.api.extension.DynamicTestInvocationContext
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.InvocationInterceptor
import org.junit.jupiter.api.extension.ReflectiveInvocationContext
import java.lang.reflect.Method

/** Prints each test's name and how it ended: Maven is told to be quiet, and people and tests/mutants/run want to read it. */
class Told : InvocationInterceptor {
    override fun interceptTestMethod(
        invocation: InvocationInterceptor.Invocation<Void>,
        invocationContext: ReflectiveInvocationContext<Method>,
        extensionContext: ExtensionContext,
    ) = tell(invocation, extensionContext)

    override fun interceptTestTemplateMethod(
        invocation: InvocationInterceptor.Invocation<Void>,
        invocationContext: ReflectiveInvocationContext<Method>,
        extensionContext: ExtensionContext,
    ) = tell(invocation, extensionContext)

    override fun interceptDynamicTest(
        invocation: InvocationInterceptor.Invocation<Void>,
        invocationContext: DynamicTestInvocationContext,
        extensionContext: ExtensionContext,
    ) = tell(invocation, extensionContext)

    private fun tell(
        invocation: InvocationInterceptor.Invocation<Void>,
        context: ExtensionContext,
    ) {
        // The context of a dynamic test knows no class; those around it do.
        val above = generateSequence(context) { it.parent.orElse(null) }.toList()
        val owner = above.firstNotNullOf { it.testClass.orElse(null) }.simpleName
        val method = above.firstNotNullOf { it.testMethod.orElse(null) }.name
        val name = listOf(owner, method, context.displayName.removeSuffix("()"))
        val begun = System.nanoTime()
        var outcome = "FAILED"
        try {
            invocation.proceed()
            outcome = "ok"
        } finally {
            println("$outcome ${name.distinct().joinToString(" > ")} (${(System.nanoTime() - begun) / 1_000_000} ms)")
        }
    }
}
