package dev.registrytokens

import com.sun.jna.Platform
import dev.registrytokens.ffi.uniffiEnsureInitialized

/** The native half, looked for once, with an error that says what to do. */
internal object NativeLibrary {
    private val missing: Throwable? =
        try {
            uniffiEnsureInitialized()
            null
        } catch (thrown: LinkageError) {
            thrown
        }

    fun check() {
        if (missing == null) return
        val platform = Platform.RESOURCE_PREFIX
        throw UnsatisfiedLinkError(
            "registry-tokens cannot load its native library for $platform: ${missing.firstLine()}. " +
                "The jar brings it as the resource $platform/${System.mapLibraryName("registry_tokens_uniffi")}: " +
                "is this platform among those of the jar, does a shading or minimising step keep it, and may files be run " +
                "from the temporary folder (else name another one with -Djna.tmpdir=FOLDER)? " +
                "-Djna.library.path=FOLDER names a folder with a library of your own build.",
        ).apply { initCause(missing) }
    }

    private fun Throwable.firstLine(): String {
        val deepest = generateSequence(this) { it.cause }.last()
        return (deepest.message ?: "$deepest").lineSequence().first()
    }
}
