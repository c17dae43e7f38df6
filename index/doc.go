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
//	  documents        a row for each document: hash, size, times, metadata, its text's place
//	  changes          rows that came and went since documents was written; may be absent
//	  text/NAME.text   a pack: texts
//	  bleve/NAME.zap   the same pack: postings of its passages, a segment of bleve's
//	  words.fst        the dictionary that words were cut with
//
// The form of each file stands where it is read: documents.go, changes.go,
// pack.go, body.go, layout.go; of letters in package analysis, of words.fst there too.
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
//   - A writer must hold LOCK. A process that dies lets it go, and a LOCK that
//     came out of an archive is held by nobody.
//   - It must remove generations that CURRENT does not name, and
//     CURRENT.next: a stopped writer left them. A rebuild keeps what is
//     complete until it is done.
//   - All files of a new generation and their names must be written and synced
//     before its manifest; that, the generation's folder and the folder of the
//     index before CURRENT.next; that before it is renamed to CURRENT. Then the
//     folder is synced, and only then may other generations be removed.
//   - After that the writer should remove all other generations. Whoever has
//     one open keeps its files.
//   - Files that did not change should be hard links to those of the
//     generation before; where that fails they are copied.
//   - Whatever fails before the rename must leave the generation before in
//     force and nothing behind. What fails after it must not touch the new one.
//   - A writer that finds nothing to do must write nothing but the note in
//     LOCK, and a CURRENT that was lost.
//   - What is copied from one pack into another must have its checksum first:
//     it gets a new one.
//   - A file whose size or times change while it is read is read again, three
//     times in all; then the run fails.
//
// Every change to the folder goes through disk (disk.go). Tests stop a writer
// at each of its steps, with and without what was not synced.
//
// # What an update costs
//
// One changed file costs its reading, its pack, and a row in changes: the
// table of documents is linked like the packs, until the changes are an eighth
// of it and a new one is written. Rows name packs by slot in the manifest's
// list, so that a pack may go without a new table. What is left that grows with
// the number of documents are passes over the fixed parts of rows, some
// nanoseconds each, and the checksums of documents and changes: with 100,000
// documents 30 ms in all. A walk costs a look at every file; a list of files
// (UpdateOptions.Files) does not.
//
// A file is as it was if its size and both its times are, unless it was listed:
// the time of its content, which anybody can set back, and that of its inode
// (corpus.ChangeTime), which nobody can, but which also moves with permissions
// and links. One that changed less than two seconds before the run has no time
// that proves anything. Where times differ the file is hashed, and read only if
// its content is another. Times that alone are new are noted by the next update
// that writes something anyway: in the changes where they fit in, else in a new
// table where that is less than what was hashed for them. A fresh checkout
// gives every file new ones, and a run that finds nothing else writes nothing.
//
// # What moved and what is gone
//
// A new file that has the bytes or the text of a document whose file is gone is
// that document under another path (moves.go). Of several the paths that are
// most alike go together. The document may lie outside of the given paths: then
// its file is looked for, and only then. So a moved folder is not counted twice
// when its new name is all that is given.
//
// Other documents whose files are gone stay, unless they were under the given
// paths, and are named: by an update that was given paths, by Gone, and by
// Verify. PruneMissing takes them out. What can't be looked at is not gone, and
// what may wait for a drive is kept and named (gone.go): below a folder that is
// empty or in which drives are mounted, or where no document at all is left
// below the root.
//
// # What others say of documents
//
// A table metadata.csv in a folder, or one that is named, overrules what was
// read of documents (given.go). A row bears the sum of what was said of its
// document, so that a changed table has just those taken in anew of which it
// says something else. A table that can't be used takes nothing back.
//
// # Reading
//
//   - A reader must create nothing, so read-only media will do.
//   - It must open every file of the generation that CURRENT names before it
//     answers, for they may be removed at any time after. If one is missing it
//     must read CURRENT again: a writer may have been quicker. Without CURRENT
//     the newest generation with a whole manifest counts, since that is written
//     last.
//   - It must refuse another layout (LayoutError) before it looks at anything
//     else, and a file that is missing or has another size (DamagedError).
//   - It checks the checksums of documents and changes, through which all else
//     is found, and of words.fst. Bodies have one of their own. Letters and
//     postings are not read whole for a query, so theirs are left to Verify.
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
// # Tiers
//
// What a query of bare words selects is in three tiers: documents that hold them
// as they stand, those that hold all of their parts, and those that hold some.
// All three are told by the text and not by how it was cut: standing.go says what
// of that the postings prove. The counts are exact, and equal to those of a scan.
//
// # Packs
//
// A pack is begun anew after packBytes of text, so that memory while building
// is bounded. An update writes one to GOMAXPROCS new ones and links the old.
// Then they are merged, as follows (compact.go). Packs of half packBytes and
// more stay as they are. Smaller ones are in tiers by size, each tierPacks
// times the one below; tierPacks of a tier become one, and all small ones do
// where that saves a tenth of the index. A pack alone of which more than an
// eighth is dead is written again, and so are all that have dead texts when
// these pass an eighth of the whole; a pack with none alive is left out. So
// there are never more than some twenty packs beside the large ones, a passage
// is copied a few times in its life, and after 1,000 rounds of changes an index
// is at most 1.3 times as large as one built from nothing (1.21 measured).
//
// # Layouts
//
// Layout 2 added changes, free slots in the list of packs, and long_ids. Layout
// 3 added to the rows of documents the change time of the file, a name of the
// metadata that were overruled (corpus.Given), and the strings
// effective and repealed. Layouts 1 and 2 are read (oldtable.go), and an update
// makes them 3. An index of each layout is kept in testdata, and copies of the
// last one with one disease each.
//
// # Promised
//
//   - Find and Search see one generation, whole, as long as the Index is open.
//   - An Index is safe for concurrent use; Close is the last call. It remembers
//     which documents hold the words that were asked for last, in 8 MB at most.
//   - Update is all or nothing, also when the disk is full or it is cancelled.
//   - Documents outside of the given paths stay, but for those that moved and
//     what PruneMissing takes out. A path that is not there, or
//     is gone before all is read, is an error and removes nothing; a listed
//     file that is gone is a removal.
//   - Equal documents under equal paths, with the same dictionary, have equal
//     fingerprints and give equal answers, however the index came to be.
//   - What could not be read is in Unread until it is read or gone.
//
// Absent: removal of a document by name (take its file away) and changes to
// the dictionary short of a rebuild. A file that has changed is not seen if its
// size and times are as they were and both were more than two seconds old when
// it was read; where the system keeps no change time (ChangeTime is zero), or
// none that every writing moves (Windows), that is the one time that can be set
// back. A document that was copied, and whose first file went in a later run, has
// not moved: it is named as gone.
package index
