import { ProblemList } from '../../formats/problem-list.js';
import { type Gemfile, readGemfile } from './gemfile.js';

function read(text: string): Gemfile {
  const gemfile = readGemfile('Gemfile', text, new ProblemList());
  if (gemfile === null) throw new Error('not read');
  return gemfile;
}

function listed(text: string): readonly string[] {
  return read(text).gems.map(({ name, requirement, scope, source }) =>
    [name, requirement, scope, source].join(' | '),
  );
}

it.each([
  ['gem "a"', 'a |  | RUNTIME | REGISTRY'],
  ["gem 'a', '~> 1.2', '>= 1.2.3'", 'a | ~> 1.2, >= 1.2.3 | RUNTIME | REGISTRY'],
  ['gem("a", ["~> 1", "< 1.9"])', 'a | ~> 1, < 1.9 | RUNTIME | REGISTRY'],
  ['gem \'a\'.freeze, "~> 1".freeze # why', 'a | ~> 1 | RUNTIME | REGISTRY'],
  ['gem "a", group: :test', 'a |  | TEST | REGISTRY'],
  ['gem "a", :group => [:development, :test]', 'a |  | TEST | REGISTRY'],
  ['gem "a", "group": "development"', 'a |  | DEVELOPMENT | REGISTRY'],
  ['gem "a", groups: %i[development test]', 'a |  | TEST | REGISTRY'],
  ['gem "a", group: :assets', 'a |  | RUNTIME | REGISTRY'],
  ['gem "a", group: my_group', 'a |  | RUNTIME | REGISTRY'],
  ['gem "a", git: "https://git.example.com/a.git"', 'a |  | RUNTIME | GIT'],
  ['gem "a", path: "../a"', 'a |  | RUNTIME | FILE'],
  ['gem "a", require: false if RUBY_VERSION > "3"', 'a |  | RUNTIME | REGISTRY'],
  ['gem "a", ENV.fetch("A", "~> 1"), group: :test', 'a |  | TEST | REGISTRY'],
  ['gem "a",\n  "~> 1",\n  group: :test', 'a | ~> 1 | TEST | REGISTRY'],
  ['gem(\n  "a",\n  group: :test\n)', 'a |  | TEST | REGISTRY'],
])('reads %j', (text, expected) => {
  expect(listed(text)).toEqual([expected]);
});

it('takes groups and sources from the blocks around', () => {
  const text = [
    'group :test do',
    '  platforms :mri do',
    '    gem "a"',
    '    gem "b", group: :default',
    '  end',
    '  gem "c" if x',
    'end',
    'path "gems" do',
    '  gem "d"',
    'end',
    'group :extra, optional: true do',
    '  gem "e"',
    'end',
    'if ENV["X"]',
    '  gem "f"',
    'else',
    '  gem "f", group: :test',
    'end',
  ].join('\n');
  expect(listed(text)).toEqual([
    'a |  | TEST | REGISTRY',
    'b |  | RUNTIME | REGISTRY',
    'c |  | TEST | REGISTRY',
    'd |  | RUNTIME | FILE',
    'e |  | OPTIONAL | REGISTRY',
    'f |  | RUNTIME | REGISTRY',
    'f |  | TEST | REGISTRY',
  ]);
});

it.each([
  'group :test do\n  gem "a"',
  'group :test do\n  gem "a"\nend\nend',
  'group :test do\n  mystery = case x\n  gem "a"\nend',
])('believes no group where blocks do not close: %j', (text) => {
  expect(listed(text)).toEqual(['a |  | RUNTIME | REGISTRY']);
});

it.each([
  ['names.each { |n| gem n }', [1]],
  ['\neval_gemfile "other"', [2]],
  ['gemspec', [1]],
  ['gem name, "1"', [1]],
  ['# gem "a"', []],
  ['=begin\ngem "a"\n=end', []],
  ['__END__\ngem "a"', []],
  ['x = <<~TEXT\ngem "a"\nTEXT', []],
  ['git_source(:x) do |n|\n  "https://git.example.com/#{n}"\nend', []],
])('leaves alone what is code or no code at all: %j', (text, unreadLines) => {
  expect(read(text)).toEqual({ gems: [], unreadLines });
});
