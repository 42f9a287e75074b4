// SPDX-License-Identifier: Apache-2.0
// A report as the server tells it (docs/report.md).
export interface Narrative {
  text: string | null
  mandatory: boolean
  hint: string | null
}
export interface ReportTold {
  programme: string
  title: string
  outline: string
  schedule_entry: string | null
  unit: { name: string }
  organisation: { code: string; name: string; body: string; body_id: string | null }
  as_of: string
  final: boolean
  missing: number
  state: string | null
  record: string | null
  nodes: { id: string; number: string | null; heading: string; narrative: Narrative | null }[]
}
