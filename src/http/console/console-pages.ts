import type { AgreementKind, AgreementTexts } from '../../agreements/model.js';
import type { Shade } from '../../organisation/brand-colour.js';
import type { LocalTexts } from '../../releases/model.js';
import type { RolloutState } from '../../releases/rollout.js';
import type { ComparePage } from './compare-data.js';
import type {
  AdministratorsPage,
  AppPage,
  AppRow,
  AuditPage,
  BuildRow,
  FieldGroup,
  FormState,
  Link,
  Moment,
  Option,
  OverviewPage,
  Paging,
  PassportPage,
  PersonPage,
  PersonRow,
  RefusalRow,
  ReleaseRow,
  TokensPage,
  UploadPage,
} from './page-data.js';
import type { PhonesPage } from './phones-data.js';
import type { HolderRow, RequestRow } from './release-page-data.js';
import type { RosterPages } from './roster-pages.js';

/** The console's pages, by template, and what each is drawn from. */
export interface ConsolePages extends RosterPages {
  'console/setup': { form: FormState };
  'console/sign-in': { form: FormState };
  'console/overview': OverviewPage;
  'console/apps': { apps: AppRow[]; uploadCommand: string };
  'console/app-new': { form: FormState };
  'console/app': AppPage;
  'console/builds': {
    builds: BuildRow[];
    paging: Paging;
    filter: { app: string; platform: string; verdict: string; search: string };
    apps: Option[];
    platforms: Option[];
    verdicts: Option[];
    csvHref: string;
    uploadCommand: string;
  };
  'console/upload': UploadPage;
  'console/build': PassportPage;
  'console/compare': ComparePage;
  'console/withdraw': {
    release: ReleaseRow;
    slug: string;
    people: string;
    action: string;
    form: FormState;
  };
  'console/release': {
    release: ReleaseRow;
    id: number;
    notice: string | null;
    mandatory: boolean;
    /** `open` while it can still be changed. */
    rollout: { open: boolean; state: RolloutState; percent: string };
    /** What those who hold it are told; null where it was not recalled. */
    recall: LocalTexts | null;
    form: FormState;
    holders: HolderRow[];
    holdersTotal: string;
    paging: Paging;
    csvHref: string | null;
  };
  'console/recall': {
    release: ReleaseRow;
    slug: string;
    people: string;
    action: string;
    replacements: Option[];
    form: FormState;
  };
  'console/channel': {
    app: { name: string; slug: string };
    name: string;
    audiences: Option[];
    groups: (Option & { checked: boolean })[];
    form: FormState;
  };
  'console/groups': {
    groups: { name: string; href: string; members: string; created: Moment }[];
    form: FormState;
  };
  'console/requests': { problem: string | null; requests: RequestRow[] };
  'console/refusals': { refusals: RefusalRow[]; paging: Paging; inspectCommand: string };
  'console/people': {
    people: PersonRow[];
    paging: Paging;
    filter: { search: string; state: string };
    /** Who has this number on the roster and never signed in. */
    expected: string | null;
    states: Option[];
    counts: { text: string; count: string; href: string }[];
    rosterSize: string;
    csvHref: string;
  };
  'console/person': PersonPage;
  'console/phones': PhonesPage;
  'console/tokens': TokensPage;
  'console/token-created': { name: string; token: string; command: string };
  'console/administrators': AdministratorsPage;
  'console/password': { form: FormState };
  'console/agreements': {
    kinds: {
      kind: AgreementKind;
      name: string;
      /** The version in force. */
      inForce: number | null;
      versions: {
        version: number;
        href: string;
        title: string;
        material: boolean;
        at: Moment;
        by: string;
      }[];
    }[];
    saved: boolean;
  };
  'console/agreement-draft': {
    kind: AgreementKind;
    name: string;
    texts: AgreementTexts;
    form: FormState;
    first: boolean;
    readings: Reading[];
  };
  'console/agreement-version': {
    name: string;
    version: number;
    sha256: string;
    material: boolean;
    at: Moment;
    by: string;
    readings: Reading[];
  };
  'console/corrections': {
    corrections: { id: number; text: string; person: Link; at: Moment }[];
  };
  'console/guide': {
    app: { name: string; slug: string };
    /** The name of the edition that is edited. */
    edition: string;
    editions: { href: string; text: string; current: boolean }[];
    guideHref: string;
    pdfHref: string | null;
    groups: FieldGroup[];
    form: FormState;
    addition: FormState;
    saved: boolean;
    revision: number;
    revisions: { number: number; at: Moment }[];
  };
  'console/organisation': {
    groups: FieldGroup[];
    form: FormState;
    saved: boolean;
    /** The colour and the logo have a form of their own. */
    look: { form: FormState; colour: string; shades: { light: Shade; dark: Shade } };
  };
  'console/audit': AuditPage;
}

/** A text as people read it, in one language. */
interface Reading {
  lang: string;
  title: string;
  /** HTML that `renderMarkdown` made. */
  markdown: string;
}
