package report

import "encoding/json"

// What follows is the part of SARIF 2.1.0 that check needs (OASIS Standard with
// errata 01, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as types of our
// own: the libraries for it bring a schema validator, a UUID generator and a
// test framework along, and as many lines are written to fill their types.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	ColumnKind  string            `json:"columnKind"`
	Results     []json.RawMessage `json:"results"` // each a sarifResult
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name          string            `json:"name"`
	FullName      string            `json:"fullName"`
	Version       string            `json:"version,omitempty"`
	Language      string            `json:"language"`
	Rules         []sarifDescriptor `json:"rules"`
	Notifications []sarifDescriptor `json:"notifications"`
}

// sarifDescriptor is a reportingDescriptor.
type sarifDescriptor struct {
	ID      string              `json:"id"`
	Name    string              `json:"name,omitempty"`
	Short   sarifMessage        `json:"shortDescription"`
	Full    sarifMessage        `json:"fullDescription"`
	Help    *sarifMessage       `json:"help,omitempty"`
	Default *sarifConfiguration `json:"defaultConfiguration,omitempty"`
	Bag     *sarifRuleBag       `json:"properties,omitempty"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

// sarifRuleBag is what code scanning shows of a rule and filters by.
type sarifRuleBag struct {
	Tags     []string `json:"tags"`
	Severity string   `json:"problem.severity"` // error, warning, recommendation
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Level      string          `json:"level"`
	Descriptor sarifReference  `json:"descriptor"`
	Message    sarifMessage    `json:"message"`
	Locations  []sarifLocation `json:"locations,omitempty"`
}

type sarifReference struct {
	ID string `json:"id"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifMessage      `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       int           `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

// sarifRegion ends before EndColumn.
type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion  `json:"deletedRegion"` // empty: the text is put in
	Inserted sarifMessage `json:"insertedContent"`
}
