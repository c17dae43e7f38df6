// Package index answers two questions about a set of documents: which texts
// may hold this, and where exactly does it stand?
//
// bleve's postings propose texts, package match proves each one on the text.
// So no hit is lost to how text is cut into words, and none is shown that is
// not there. Find is that, for one pattern; Search answers the query language
// and ranks; Update brings the index up to date with files and folders.
//
// # The folder
//
//	CURRENT            one line: the generation in force, gen-000012
//	LOCK               held by flock while somebody writes; what it says is for messages
//	gen-000012/        complete, and never changed again
//	  manifest.json    versions, root, counts, packs, unread files; name, size and CRC-32C of every other file
//	  documents        a row for each document: hash, size, time, metadata, its text's place
//	  text/NAME.text   a pack: texts
//	  bleve/NAME.zap   the same pack: postings of its passages, a segment of bleve's
//	  words.fst        the dictionary that words were cut with
//
// The form of each file stands where it is read: documents.go, pack.go,
// body.go, layout.go; of letters in package analysis, of words.fst there too.
// Numbers are little-endian, arrays lie at multiples of 8 bytes and are used
// where they are mapped.
//
// A document is a row; its text is stored once, however many paths have it.
// Texts are numbered in their pack, passages too, text by text; the segment's
// document numbers are the passages'. A text is stored as its letters
// (analysis.Folded: uncompressed, for scanning) and its body (zstd: the text,
// line map, outline, passages, warnings), which only those read who show
// something, or search in raw mode.
//
// # Writing
//
//   - A writer must hold LOCK. A process that dies lets it go.
//   - It must remove generations that CURRENT does not name, and
//     CURRENT.next: a stopped writer left them.
//   - All files of a new generation must be written and synced before its
//     manifest, the manifest and the folders before CURRENT.next, that before
//     it is renamed to CURRENT; then the folder is synced.
//   - After that the writer should remove all other generations. Whoever has
//     one open keeps its files.
//   - Files that did not change should be hard links to those of the
//     generation before; where that fails they are copied.
//   - Whatever fails before the rename must leave the generation before in
//     force and nothing behind. What fails after it must not touch the new one.
//   - A writer that finds nothing to do must write nothing but the note in
//     LOCK.
//
// # Reading
//
//   - A reader must create nothing, so read-only media will do.
//   - It must open every file of the generation that CURRENT names before it
//     answers, for they may be removed at any time after. If one is missing it
//     must read CURRENT again: a writer may have been quicker.
//   - It must refuse another layout (LayoutError) before it looks at anything
//     else, and a file that is missing or has another size (DamagedError).
//   - It checks the checksums of documents, through which all else is found,
//     and of words.fst. Bodies have one of their own. Letters and postings are
//     not read whole for a query, so theirs are not looked at.
//   - A fault in mapped memory, or contents that make a reader stumble, must
//     become a DamagedError.
//
// Letters, grams and words belong to one version of folding, and a document
// to one of the readers. With another folding Find takes all texts for
// candidates and folds them anew, and Update reads every file again, into
// packs of its own: nothing of the old generation is taken over but the
// documents that were not asked for and whose files are gone, which are folded
// from their stored texts. User words are stored folded, so their file must be
// given again then.
//
// # Why bleve's segments and not a bleve index
//
// A bleve index (scorch) is immutable segment files (zapx: a dictionary of
// terms as an FST, postings as roaring bitmaps) and a root.bolt that says which
// of them count. Of these only the segments are used. Our generations say which
// count, and with root.bolt go its lock, which makes a second opener wait for
// ever, and its merger in the background, which decides by itself when to write.
// Packs are filled side by side, one a core, and each becomes a segment at once.
//
// # What a segment holds
//
// Two fields of each passage, sets without frequencies and positions: words,
// and grams, which are unigrams and bigrams over the letters. The grams of a
// text all stand in its first passage: candidates are whole texts, so grams
// across passages need no care, and there are 18 million postings where grams
// by passage would be 33 million (58 MB of laws), built in two thirds of the
// time. Ranking by bigrams counts them in the letters, where they are quickly
// seen.
//
// A word that ranks is a word of the pinned dictionary in words.fst; queries
// are cut with the same one and never load gse's. Frequencies, lengths and
// averages are our own and over live passages alone, so scores depend on the
// documents and not on how the index came to be. See score.go.
//
// # Packs
//
// A pack is begun anew after packBytes of text, so that memory while building
// is bounded. An update writes one to GOMAXPROCS new ones and links the old.
// Then they are merged, as follows (compact.go). Packs of half packBytes and
// more stay as they are. Smaller ones are in tiers by size, each tierPacks
// times the one below; tierPacks of a tier become one. A pack alone of which
// more than a fifth is dead is written again, and so are all that have dead
// texts when these pass a fifth of the whole; a pack with none alive is left
// out. So there are never more than some twenty packs beside the large ones,
// and a passage is copied a few times in its life.
//
// # Promised
//
//   - Find and Search see one generation, whole, as long as the Index is open.
//   - An Index is safe for concurrent use; Close is the last call.
//   - Update is all or nothing, also when the disk is full or it is cancelled.
//   - Documents outside of the given paths stay. A path that is not there, or
//     is gone before all is read, is an error and removes nothing.
//   - What could not be read is in Unread until it is read or gone.
//
// Absent: removal of a document by name (take its file away), changes to the
// dictionary short of a rebuild, and a check of all checksums. A file that has
// changed is not seen if its size and time are as they were and that time is
// more than two seconds before the index was built.
package index
