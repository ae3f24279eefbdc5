// Replacing what opens a registry by something new, whatever that is.
package dev.registrytokens

import dev.registrytokens.ffi.nativeRefusal
import dev.registrytokens.ffi.nativeRotationIncomplete
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.isActive
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import java.util.concurrent.CancellationException

/** What becomes of the new credentials when they could not be handed over. */
public enum class OnDeployError {
    /** They are deleted, and the old ones stay. */
    DELETE_NEW,

    /** Both stay, and a [RotationIncompleteException] names them. */
    KEEP_BOTH,
}

/**
 * A rotation that was carried through.
 *
 * @property rotation what was issued, and what it replaces
 * @property retirement what became of the old one
 */
@ConsistentCopyVisibility
public data class RotationResult<out Rotation> internal constructor(
    public val rotation: Rotation,
    public val retirement: Retirement,
)

/**
 * How the rotation of one of several ended: with a result or with an error.
 *
 * @property token what was to be rotated, as it was
 * @property result what came of it; null when it failed
 * @property error why it failed, which may be what `deploy` threw; null when it did not
 */
@ConsistentCopyVisibility
public data class RotationOutcome<out Token, out Rotation> internal constructor(
    public val token: Token,
    public val result: RotationResult<Rotation>?,
    public val error: Throwable?,
)

/**
 * What happened last in a rotation. Further words may come.
 *
 * @property text the word
 */
public data class RotationStep(public val text: String) {
    override fun toString(): String = text

    public companion object {
        /** One of several has its turn. */
        @JvmField
        public val BEGUN: RotationStep = RotationStep("begun")

        /** The new credentials are there. */
        @JvmField
        public val ISSUED: RotationStep = RotationStep("issued")

        /** They were handed over. */
        @JvmField
        public val DEPLOYED: RotationStep = RotationStep("deployed")

        /** The old ones are retired, or the result says why not. */
        @JvmField
        public val RETIRED: RotationStep = RotationStep("retired")

        /** The new ones could not be handed over and are deleted. */
        @JvmField
        public val UNDONE: RotationStep = RotationStep("undone")

        /** The new ones could not be handed over; both they and the old ones stay. */
        @JvmField
        public val KEPT_BOTH: RotationStep = RotationStep("kept_both")

        /** The rotation of one of several failed. */
        @JvmField
        public val FAILED: RotationStep = RotationStep("failed")
    }
}

/**
 * Where a rotation is.
 *
 * @property step what happened last
 * @property oldId the id of what is replaced
 * @property newId the id of what replaces it; null before that is there
 */
@ConsistentCopyVisibility
public data class RotationProgress internal constructor(
    public val step: RotationStep,
    public val oldId: String,
    public val newId: String?,
)

/** How many of several are rotated at a time, when nobody says. */
internal const val CONCURRENCY: Int = 4

/** What a caller says of a rotation. */
internal class RotationWishes<Rotation>(
    val onDeployError: OnDeployError,
    private val onProgress: ((RotationProgress) -> Unit)?,
    val deploy: suspend (Rotation) -> Unit,
) {
    fun tell(
        step: RotationStep,
        oldId: String,
        newId: String? = null,
    ) {
        onProgress?.let { telling { it(RotationProgress(step, oldId, newId)) } }
    }
}

/** The calls of a service that rotations are made of. */
internal class RotationCalls<Rotation>(
    val operation: String,
    val oldId: String,
    val begin: suspend () -> Rotation,
    val newId: (Rotation) -> String,
    val finish: suspend (newId: String) -> Retirement,
    val undo: suspend (newId: String) -> Unit,
) {
    fun incomplete(newId: String): Exception = nativeRotationIncomplete(operation, oldId, newId).translated()
}

/** A whole rotation: nothing is retired before `deploy` has returned. */
internal suspend fun <Rotation> RotationCalls<Rotation>.rotate(wishes: RotationWishes<Rotation>): RotationResult<Rotation> {
    val rotation = begin()
    val newId = newId(rotation)
    wishes.tell(RotationStep.ISSUED, oldId, newId)
    try {
        wishes.deploy(rotation)
    } catch (thrown: Throwable) {
        throw notDeployed(wishes, newId, thrown)
    }
    wishes.tell(RotationStep.DEPLOYED, oldId, newId)
    val retirement = finish(newId)
    wishes.tell(RotationStep.RETIRED, oldId, newId)
    return RotationResult(rotation, retirement)
}

/** Does what is left to do when `deploy` has failed, and gives what goes on to the caller. */
private suspend fun <Rotation> RotationCalls<Rotation>.notDeployed(
    wishes: RotationWishes<Rotation>,
    newId: String,
    thrown: Throwable,
): Throwable {
    val keepsBoth = { wishes.tell(RotationStep.KEPT_BOTH, oldId, newId) }
    if (isGivenUp(thrown)) {
        keepsBoth()
        // A cancellation tells its reader nothing else, and nobody else will name these.
        return thrown.apply { addSuppressed(incomplete(newId)) }
    }
    if (wishes.onDeployError == OnDeployError.KEEP_BOTH) {
        keepsBoth()
        return incomplete(newId).causedBy(thrown)
    }
    try {
        undo(newId)
    } catch (failed: Throwable) {
        keepsBoth()
        return failed.causedBy(thrown)
    }
    wishes.tell(RotationStep.UNDONE, oldId, newId)
    return thrown
}

/** Whether somebody wants it to end, rather than something went wrong: also when a library made another error of that. */
private suspend fun isGivenUp(thrown: Throwable): Boolean =
    thrown is CancellationException ||
        thrown is InterruptedException ||
        Thread.currentThread().isInterrupted ||
        !currentCoroutineContext().isActive

/** An error that has its cause already, such as one of the system, keeps it. */
private fun Throwable.causedBy(thrown: Throwable): Throwable =
    apply { if (runCatching { initCause(thrown) }.isFailure) addSuppressed(thrown) }

/** The rotations of several, so many at a time; in their order. The failure of one does not stop the others. */
internal suspend fun <Token, Rotation> rotateEach(
    tokens: List<Token>,
    concurrency: Int,
    wishes: RotationWishes<Rotation>,
    calls: (Token) -> RotationCalls<Rotation>,
): List<RotationOutcome<Token, Rotation>> =
    coroutineScope {
        val places = Semaphore(concurrency)
        val each =
            tokens.map { token ->
                async { places.withPermit { outcome(token, calls(token), wishes) } }
            }
        each.awaitAll().readEach { _, it -> it }
    }

private suspend fun <Token, Rotation> outcome(
    token: Token,
    calls: RotationCalls<Rotation>,
    wishes: RotationWishes<Rotation>,
): RotationOutcome<Token, Rotation> {
    wishes.tell(RotationStep.BEGUN, calls.oldId)
    var newId: String? = null
    return try {
        RotationOutcome(token, calls.noting { newId = it }.rotate(wishes), null)
    } catch (thrown: Throwable) {
        // A cancellation of `deploy` alone, such as by a time limit of its own, is a failure like any other.
        currentCoroutineContext().ensureActive()
        wishes.tell(RotationStep.FAILED, calls.oldId, newId)
        RotationOutcome(token, null, thrown)
    }
}

private fun <Rotation> RotationCalls<Rotation>.noting(note: (newId: String) -> Unit): RotationCalls<Rotation> =
    RotationCalls(operation, oldId, begin, { newId(it).also(note) }, finish, undo)

/** Refuses what no number of rotations at a time can be. */
internal fun checkConcurrency(
    operation: String,
    concurrency: Int,
) {
    if (concurrency < 1) throw nativeRefusal(operation, "concurrency must be at least 1").translated()
}
