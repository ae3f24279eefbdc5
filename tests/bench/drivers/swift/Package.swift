// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "bench-driver",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "registry-tokens", path: "../../../../bindings-swift")],
    targets: [
        .executableTarget(
            name: "Driver",
            dependencies: [.product(name: "RegistryTokens", package: "registry-tokens")]
        )
    ],
    swiftLanguageModes: [.v6]
)
