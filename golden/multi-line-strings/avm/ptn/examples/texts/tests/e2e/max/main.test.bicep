metadata name = 'Texts of all forms'
metadata description = 'Quotes, backslashes and dollars.'

param serviceShort string = 'txmax'

module testDeployment '../../../main.bicep' = {
  name: '${serviceShort}-test'
  params: {
    script: '''
#!/bin/sh
echo "${HOME} isn't \here" $(date)
'''
    others: {
      apostrophe: 'it\'s'
      dollar: '\${one}'
      interpolated: $'''${serviceShort} says 'hello' and "bye"'''
      multiDollar: $$'''${one} $${serviceShort}'''
      plain: '''it's "q" \ back ${two}'''
      quote: 'say "x"'
      withComment: '''kept''' // not www.example.com
    }
    list: [
      '''b'b'''
      'a'
      '''c"c'''
    ]
  }
}
