// The classes of the official SDK that are not here: whoever makes one is told so at once.

abstract class NotYet {
  /** @internal */
  static readonly official: string

  /**
   * Throws.
   *
   * @param _given What the official class takes.
   */
  constructor(..._given: unknown[]) {
    // Not by the name of the class: bundlers change it.
    throw new Error(
      `${new.target.official} is not yet in registry-tokens/compat/ionos: registries, repositories, artifacts, vulnerabilities, ` +
        'locations and names come with the second part of the IONOS API (docs/official_sdks/node.md). Until then use the official ' +
        'package for it beside this one; registries can be read with IonosClient of registry-tokens.',
    )
  }
}

/** Not yet: making one throws. */
export class ArtifactsApi extends NotYet {
  /** @internal */
  static override readonly official = 'ArtifactsApi'
}
/** Not yet: making one throws. */
export class LocationsApi extends NotYet {
  /** @internal */
  static override readonly official = 'LocationsApi'
}
/** Not yet: making one throws. */
export class NamesApi extends NotYet {
  /** @internal */
  static override readonly official = 'NamesApi'
}
/** Not yet: making one throws. */
export class RegistriesApi extends NotYet {
  /** @internal */
  static override readonly official = 'RegistriesApi'
}
/** Not yet: making one throws. */
export class RepositoriesApi extends NotYet {
  /** @internal */
  static override readonly official = 'RepositoriesApi'
}
/** Not yet: making one throws. */
export class VulnerabilitiesApi extends NotYet {
  /** @internal */
  static override readonly official = 'VulnerabilitiesApi'
}
