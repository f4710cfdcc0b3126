import type { AgreementKind, AgreementTexts } from '../../agreements/model.js';
import type { Shade } from '../../organisation/brand-colour.js';
import type {
  AdministratorsPage,
  AppPage,
  AppRow,
  AuditPage,
  BuildRow,
  ComparePage,
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
