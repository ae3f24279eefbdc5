// Rotations for Java.
package dev.registrytokens

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.runInterruptible
import java.util.concurrent.Executors
import java.util.function.Consumer

/** Hands new credentials over to whoever needs them, for Java. */
public fun interface Deploy<in Rotation> {
    /**
     * Hands them over; when it returns, they are in use.
     *
     * @param rotation what was issued, and what it replaces
     */
    @Throws(Exception::class)
    public fun deploy(rotation: Rotation)
}

/** What a rotation can be told beside what is to be issued, for Java; Kotlin has named arguments in its place. */
public class RotationOptions private constructor(
    builder: Builder,
) {
    internal val onDeployError: OnDeployError = builder.onDeployError
    internal val onProgress: ((RotationProgress) -> Unit)? = builder.onProgress
    internal val call: CallOptions = builder.callOptions()

    /** What sets up options of rotations. */
    public abstract class Settings<Self : Settings<Self>> internal constructor() : CallOptions.Settings<Self>() {
        internal var onDeployError: OnDeployError = OnDeployError.DELETE_NEW
        internal var onProgress: ((RotationProgress) -> Unit)? = null

        /** What becomes of the new credentials when `deploy` fails. Default: they are deleted. */
        public fun onDeployError(onDeployError: OnDeployError): Self = set { this.onDeployError = onDeployError }

        /** Is told of each step; what it throws goes to the thread's handler for uncaught exceptions, and changes nothing. */
        public fun onProgress(onProgress: Consumer<RotationProgress>): Self = set { this.onProgress = onProgress::accept }
    }

    /** Sets them up. */
    public class Builder internal constructor() : Settings<Builder>() {
        /** Makes them. */
        public fun build(): RotationOptions = RotationOptions(this)
    }

    public companion object {
        internal val DEFAULT: RotationOptions = Builder().build()

        /** Sets them up. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/** What the rotation of several can be told, for Java; Kotlin has named arguments in its place. */
public class ExpiringRotationOptions private constructor(
    builder: Builder,
) {
    internal val concurrency: Int = builder.concurrency
    internal val onDeployError: OnDeployError = builder.onDeployError
    internal val onProgress: ((RotationProgress) -> Unit)? = builder.onProgress
    internal val call: CallOptions = builder.callOptions()

    /** Sets them up. */
    public class Builder internal constructor() : RotationOptions.Settings<Builder>() {
        internal var concurrency: Int = CONCURRENCY

        /** How many are rotated at a time, each on a thread of its own. Default: 4. */
        public fun concurrency(concurrency: Int): Builder = set { this.concurrency = concurrency }

        /** Makes them. */
        public fun build(): ExpiringRotationOptions = ExpiringRotationOptions(this)
    }

    public companion object {
        internal val DEFAULT: ExpiringRotationOptions = Builder().build()

        /** Sets them up. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

/** Waits for several rotations, which hand over on threads of their own. */
internal fun <T> blockingWithThreads(call: suspend (CoroutineDispatcher) -> T): T {
    val names = Executors.defaultThreadFactory()
    val threads = Executors.newCachedThreadPool { work -> names.newThread(work).apply { isDaemon = true } }
    return threads.asCoroutineDispatcher().use { blocking { call(it) } }
}

/** Hands over on one of these threads, which a cancellation interrupts. */
internal suspend fun <Rotation> Deploy<Rotation>.deployOn(
    threads: CoroutineDispatcher,
    rotation: Rotation,
) {
    // As a value: where the JVM checks assertions, an exception that changes threads is replaced by a copy.
    val thrown =
        runInterruptible(threads) {
            try {
                deploy(rotation)
                null
            } catch (interrupted: InterruptedException) {
                throw interrupted
            } catch (thrown: Throwable) {
                thrown
            }
        }
    if (thrown != null) throw thrown
}
