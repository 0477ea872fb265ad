/** The rules of Larkfield Instruments, an invented maker of soil probes with 214 people. */

export const EMPLOYEE_HANDBOOK = `
# Employee Handbook

Larkfield Instruments Ltd, edition of 12 January 2026. Questions about this handbook go to people@larkfield.example.

## 1 About the company

Larkfield Instruments was founded in Norwich in 2009 by Ines Marlow and Tobias Quist. The company makes soil-moisture probes, weather stations and the software that reads them. 214 people work for Larkfield: 121 in Norwich, 38 in Utrecht and 55 in Suzhou.

This handbook holds for everybody employed in Norwich and Utrecht. The Suzhou office has rules of its own, written in Chinese. Where a contract of employment says something else, the contract counts.

## 2 Working time

A full-time week has 37.5 hours. Core hours, in which everybody can be reached, are from 10:00 to 15:00. Outside core hours you choose when you work, between 7:00 and 20:00.

Overtime is agreed with your manager beforehand and is paid back as time off within three months.

### 2.1 Working from home and from abroad

You may work from home up to three days a week. New colleagues spend their first eight weeks mostly in the office.

Working from another country is possible for at most 20 working days in a calendar year and needs the written consent of the People team, because tax and insurance depend on it.

## 3 Probation and notice

The probation period lasts six months. Your manager reviews it with you after three months and again two weeks before it ends.

The notice period depends on how long you have been with the company:

| Length of service | Notice by the employee | Notice by the company |
| During probation | 1 week | 1 week |
| Up to 2 years | 1 month | 1 month |
| 2 to 5 years | 2 months | 2 months |
| More than 5 years | 2 months | 3 months |

Notice is given in writing; an e-mail to the People team is enough.

## 4 Pay and pension

Salaries are paid on the 25th of each month, or on the last working day before it. Pay slips are in the Paydesk portal.

The company pays 9% of your salary into your pension if you pay at least 5% yourself. You are enrolled after three months and can change your own share every April.

Salaries are reviewed once a year with effect from 1 April. There is no automatic rise.

### 4.1 Referral bonus

Whoever recommends a candidate who is hired and passes probation gets a referral bonus of £1,500 before tax.

## 5 Performance and learning

Performance reviews take place twice a year, in May and in November. Both you and your manager write half a page beforehand.

The training budget is £1,200 per person and calendar year. It covers courses, exams and the time spent on them; what is not used lapses on 31 December.

Language classes in English, Dutch and Mandarin are paid outside that budget, on Tuesdays and Thursdays at 12:30.

## 6 Benefits

| Benefit | What you get | From when |
| Private medical insurance | Norvane Health, you and your children | after probation |
| Life assurance | 4 times the yearly salary | first day |
| Cycle to work | a bicycle of up to £2,500, paid back over 18 months | after probation |
| Gym | £35 a month towards a membership | first day |
| Eye test | one test every two years and £80 towards glasses | first day |
| Employee assistance line | free and confidential advice, day and night | first day |

## 7 Conduct

We treat each other with respect. Harassment and discrimination have no place here; report them to your manager, to the People team or, without giving your name, through the SpeakSafe form. Each report is looked into within ten working days.

### 7.1 Gifts and side jobs

Gifts and invitations worth more than £50 are declared to the compliance officer within five working days. Cash is never accepted.

A side job needs the consent of your department head. It must not compete with Larkfield and must not exceed eight hours a week.

## 8 Health and safety

Accidents at work are reported to the safety officer within 24 hours, even when nobody was hurt. The accident book lies at reception.

If the fire alarm sounds, leave the building by the nearest exit, do not use the lift, and go to the assembly point. Fire drills take place every March and September.

In the calibration laboratory, safety glasses and closed shoes are compulsory. Nobody works alone in the laboratory after 19:00.

## 9 Leaving the company

On your last working day you hand back laptop, phone, access card and keys. Accounts are closed at 18:00 on that day.

The People team offers an exit interview. A reference is sent within two weeks of your request.
`

export const TRAVEL_POLICY_2026 = `
# Business Travel Policy 2026

Valid from 1 January 2026 for Norwich and Utrecht. It replaces the travel policy of 2023. Owner: Marguerite Oyelaran, Chief Operating Officer.

## Before the trip

A trip is approved by your line manager if its expected total cost is no more than £1,500. Dearer trips also need the approval of your department head, and every trip outside Europe needs that of the Chief Operating Officer.

How to book:

1. Enter the trip in Wayfare with its purpose, dates and expected cost.
2. Wait for the approval; Wayfare sends it by e-mail, as a rule within two working days.
3. Book flight, train and hotel in Wayfare, never on other sites.
4. Put the booking reference into your team's calendar.

Flights must be booked at least 14 days before departure. Later bookings need a reason, which Wayfare asks for.

> Emergency abroad? Call the travel assistance line on +44 1632 960142, at any hour. Give the company code LARK-77.

## Getting there

Under 500 km we go by train unless the flight saves at least three hours.

| Means of transport | Class | Exception |
| Train up to 3 hours | standard class | none |
| Train over 3 hours | first class | none |
| Flight up to 6 hours | economy | none |
| Flight over 6 hours | premium economy | business class only on medical grounds |
| Hire car | compact | estate car when carrying demonstration probes |

For journeys in your own car the company pays 45 pence a mile. Fines and parking tickets are paid by the driver.

How the cost of a trip is split between projects:

$ share = trip cost × days on the project ÷ all working days of the trip

## While travelling

Hotel and meal limits for each city are in the workbook expense-limits. Breakfast that is part of the hotel rate is not claimed again.

Travel time on a working day counts as working time, up to ten hours a day. Whoever comes home after 23:00 need not start before 11:00 the next day.

Private days may be added to a trip if they do not make it dearer.

## After the trip

Expenses are claimed in Wayfare within 30 days of coming back, with a photograph of each receipt. The money is paid out with the next salary.
`

export const TRAVEL_POLICY_2023 = `# Business Travel Policy 2023

**Status: superseded.** This version was replaced by the Business Travel Policy 2026 on 1 January 2026. It is kept for old claims only.

Valid from 1 March 2023. Owner: Desmond Achterberg, Finance Director.

## Approval

In the 2023 version, every trip was approved by the Finance Director, whatever its cost.

## Booking

Under the 2023 policy, flights had to be booked 7 days before departure through the agency Bluegate Travel.

| Means of transport (2023) | Class |
|---|---|
| Train | standard class |
| Flight up to 8 hours | economy |
| Flight over 8 hours | business class |

## Rates

- The mileage rate of 2023 was 40 pence a mile.
- In 2023, hotels were paid up to £110 a night in every city.
- In 2023 there was a flat meal allowance of £32 a day.

## Claims

In 2023, claims were handed in on paper within 60 days.
`

export const LEAVE_POLICY = `# Leave Policy

Larkfield Instruments Ltd · valid from 1 February 2026 · Norwich and Utrecht · owner: People team

## Annual leave

Full-time employees have 27 days of annual leave a year, and public holidays come on top. Part-time employees have a share that follows their hours.

Up to five days of annual leave may be carried over; they must be taken by 31 March of the next year.

## Parental leave

You get 80 working days of paid parental leave for each child, whether you gave birth, are the other parent, or adopt. Parental leave can be taken in up to three blocks and must end before the child's second birthday. Tell your manager eight weeks before the first day.

## Sick leave

If you are ill, tell your manager before 9:30 on the first day. A doctor's note is needed from the fifth day of illness.

The company pays your full salary for the first 30 working days of illness in a year, and 60% for the 60 working days after that.

## Other leave

| Reason | Days | Ask how long before |
|---|---|---|
| Your own wedding | 3 | 4 weeks |
| Moving house | 1 | 2 weeks |
| Death of a close relative | 5 | at once |
| Volunteering | 2 | 2 weeks |
| Study and exams | 6 | 4 weeks |
| Jury service | as long as it lasts | when summoned |

## Sabbatical

After five years of service you may take an unpaid sabbatical of one to three months. Apply to the People team six months ahead.

## How to ask for leave

1. Enter the dates in Dayplan.
2. Your manager answers within three working days.
3. Leave of more than ten working days in a row also needs the consent of the department head.
`

export const SECURITY_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Information security rules – Larkfield intranet</title>
<style>nav a { margin-right: 1em } table { border-collapse: collapse }</style>
<script>window.intranet = { theme: "field", visits: 1842 };</script>
</head>
<body>
<header><a href="/">Larkfield Intranet</a>
<nav><a href="/news">News</a> <a href="/people">People</a> <a href="/canteen">Canteen menu</a> <a href="/it">IT</a> <a href="/wiki">Wiki</a></nav>
<form action="/search"><input name="q" placeholder="Search the intranet"></form>
</header>
<main>
<article>
<h1>Information security rules</h1>
<p>Version 4.2, published on 19 February 2026 by Priya Ramanathan-Holt, Head of IT.</p>
<h2>Passwords and sign-in</h2>
<p>A password has at least 14 characters and is used for one account only. Passwords are kept in the password manager Keyring, never in files or on paper.</p>
<p>A second factor is compulsory for e-mail, Wayfare, Paydesk and all source code. Security keys are handed out by the service desk; text messages do not count as a second factor.</p>
<h2>Devices</h2>
<p>A lost or stolen laptop or phone is reported to security@larkfield.example within one hour of noticing, also at night and at weekends. The device is then wiped from afar.</p>
<p>Screens lock after five minutes without input. Updates are installed within seven days of being offered. USB sticks from outside the company are not plugged in.</p>
<h2>Classes of information</h2>
<p>Each document belongs to one of four classes:</p>
<table>
<thead><tr><th>Class</th><th>Example</th><th>May be stored</th><th>May be sent outside</th></tr></thead>
<tbody>
<tr><td>Public</td><td>data sheets, price list</td><td>anywhere</td><td>yes</td></tr>
<tr><td>Internal</td><td>minutes, organisation chart</td><td>company drives</td><td>to partners with an agreement</td></tr>
<tr><td>Confidential</td><td>customer contracts, salaries</td><td>encrypted company drives</td><td>encrypted only, after approval by the owner</td></tr>
<tr><td>Secret</td><td>firmware signing keys</td><td>the vault in room N-114</td><td>never</td></tr>
</tbody>
</table>
<h2>Artificial intelligence</h2>
<p>Confidential and secret information must not be entered into online chat assistants. The assistant that runs on our own servers, Furrow, may be used for everything but the class Secret.</p>
<h2>Suspicious messages</h2>
<p>Forward suspicious e-mails with the button “Report phishing” and delete them. Do not answer them. The IT team replies within four working hours.</p>
</article>
</main>
<aside><h3>Most read</h3><ul><li><a href="/canteen">Canteen: vegetable curry on Thursday</a></li><li><a href="/news/run">Company run: results</a></li></ul></aside>
<footer><p>© 2026 Larkfield Instruments · <a href="/imprint">Imprint</a> · <a href="/cookies">Cookie settings</a> · This page was viewed 1,842 times</p></footer>
</body>
</html>
`
