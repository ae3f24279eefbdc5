internal import RegistryTokensNative

/// A list longer than an answer, read page by page behind the scenes. Nothing is sent before it is iterated, and every
/// iteration starts anew.
///
/// ```swift
/// for try await token in client.tokens.list(registryID: registryID) {
///     print(token.name)
/// }
/// ```
///
/// Each item comes once. A list that changes meanwhile may miss items; ``all()`` is the one that does not. The options of
/// the call hold for each page. An error ends the iteration, and so does the cancellation of the task, with
/// `CancellationError`.
public struct Pager<Item: Sendable, Page: Sendable>: AsyncSequence, Sendable {
    /// What an iteration gives.
    public typealias Element = Item

    let source: Source<Item, Page>

    /// The pages instead of the items, as the service gives them.
    public var pages: Pages {
        Pages(source: source)
    }

    /// Every item at once, and none missed that was there all the time.
    ///
    /// One request where the service gives the whole list; else the list is read again and again, in overlapping pages,
    /// until two readings in a row agree.
    ///
    /// - Throws: ``RegistryTokensError``, of the kind `.listingUnstable` when four readings did not agree;
    ///   `CancellationError` when the task is cancelled.
    public func all() async throws -> [Item] {
        try await cancellable(source.operation, source.all)
    }

    /// Begins at the start of the list.
    public func makeAsyncIterator() -> Iterator {
        Iterator(reading: Reading(operation: source.operation, state: .ready(source.items)))
    }

    /// One iteration over the items.
    public struct Iterator: AsyncIteratorProtocol, Sendable {
        var reading: Reading<[Item]>
        private var waiting: ArraySlice<Item> = []

        init(reading: Reading<[Item]>) {
            self.reading = reading
        }

        /// The next item; nil at the end.
        ///
        /// - Throws: ``RegistryTokensError``, or `CancellationError` when the task is cancelled.
        public mutating func next() async throws -> Item? {
            while waiting.isEmpty {
                guard let chunk = try await reading.next() else { return nil }
                waiting = chunk[...]
            }
            try Task.checkCancellation()
            return waiting.removeFirst()
        }
    }

    /// The pages of a list, as the service gives them.
    public struct Pages: AsyncSequence, Sendable {
        /// What an iteration gives.
        public typealias Element = Page

        let source: Source<Item, Page>

        /// Begins at the first page.
        public func makeAsyncIterator() -> Iterator {
            Iterator(reading: Reading(operation: source.operation, state: .ready(source.pages)))
        }

        /// One iteration over the pages.
        public struct Iterator: AsyncIteratorProtocol, Sendable {
            var reading: Reading<Page>

            /// The next page; nil at the end.
            ///
            /// - Throws: ``RegistryTokensError``, or `CancellationError` when the task is cancelled.
            public mutating func next() async throws -> Page? {
                try await reading.next()
            }
        }
    }
}

/// Gives the next part of a list; nil at the end.
typealias NextPart<Part> = @Sendable (Cancel) async throws -> Part?

/// Where the parts of a list come from.
struct Source<Item: Sendable, Page: Sendable>: Sendable {
    let operation: String
    let items: @Sendable () throws -> NextPart<[Item]>
    let pages: @Sendable () throws -> NextPart<Page>
    let all: @Sendable (Cancel) async throws -> [Item]
}

/// One reading of a list, which begins when its first part is asked for.
struct Reading<Part: Sendable>: Sendable {
    enum State: Sendable {
        case ready(@Sendable () throws -> NextPart<Part>)
        case begun(NextPart<Part>)
        case over
    }

    let operation: String
    var state: State

    mutating func next() async throws -> Part? {
        let part: NextPart<Part>
        switch state {
        case .ready(let open): part = try translated(operation, open)
        case .begun(let begun): part = begun
        case .over: return nil
        }
        // Whatever is thrown from here on ends the reading.
        state = .over
        guard let given = try await cancellable(operation, part) else { return nil }
        state = .begun(part)
        return given
    }
}
