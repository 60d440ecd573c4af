class Ticket < ApplicationRecord
  enum state: { open: 0, waiting: 1, closed: 2 }

  validates :subject, presence: true

  def preview
    Nokogiri::HTML.fragment(body).text.truncate(120)
  end
end
