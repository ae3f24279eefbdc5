// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The native half comes either as a framework for Apple's platforms, or as a library that the linker finds by itself;
// README.md says how to make each.
let framework = "RegistryTokensFFI.xcframework"
let environment = ProcessInfo.processInfo.environment
let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")

let native: Target =
    hasFramework
    ? .binaryTarget(name: "RegistryTokensFFI", path: framework)
    : .systemLibrary(name: "RegistryTokensFFI")

// Unsafe flags make a package unusable as a dependency, so they are for our own checks only.
let strict: [SwiftSetting] = environment["WERROR"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]

// RealRegistryIssue is for tests/interop/real_registry.
let examples = [
    "Demo", "DemoSwr", "IssueToken", "NightlyRotation", "PullSecret", "RealRegistryIssue", "SwrPermission",
    "SwrRepository", "SwrRetention",
].map { name in
    Target.executableTarget(
        name: name,
        dependencies: ["RegistryTokens"],
        path: "Examples/\(name)",
        swiftSettings: strict
    )
}

// For tests/faults alone; what users unpack does not have it.
let hasDriver = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/FaultDriver")
let drivers: [Target] =
    hasDriver
    ? [
        .executableTarget(
            name: "FaultDriver",
            dependencies: ["RegistryTokens", "VectorCalls"],
            path: "Tests/FaultDriver",
            swiftSettings: strict
        )
    ]
    : []

let package = Package(
    name: "registry-tokens",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [
        .library(name: "RegistryTokens", targets: ["RegistryTokens"])
    ],
    targets: [
        native,
        // Written by uniffi, which does not promise the rules of Swift 6.
        .target(
            name: "RegistryTokensNative",
            dependencies: ["RegistryTokensFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .target(
            name: "RegistryTokens",
            dependencies: ["RegistryTokensNative"],
            swiftSettings: strict
        ),
        // Calls as the shared vectors name them: for the tests, and for the driver of the fault run.
        .target(
            name: "VectorCalls",
            dependencies: ["RegistryTokens"],
            path: "Tests/VectorCalls",
            swiftSettings: strict
        ),
        .testTarget(
            name: "RegistryTokensTests",
            dependencies: ["RegistryTokens", "VectorCalls"],
            swiftSettings: strict
        ),
    ] + examples + drivers,
    swiftLanguageModes: [.v6]
)
